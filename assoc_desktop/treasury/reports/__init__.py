"""Reports: the treasurer's report, cash book, register of receipts, statement of a member; on paper and as a spreadsheet."""
