"""The papers of erasing: the certificate, and everything held on one person."""
