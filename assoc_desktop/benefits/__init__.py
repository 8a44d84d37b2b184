"""Benefits: what dues buy, who used what, and whether it is what members want."""
