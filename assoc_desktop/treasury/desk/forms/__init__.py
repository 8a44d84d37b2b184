"""The screens of the payment desk: taking a payment, receipts of the day, the register, what is taken back."""
