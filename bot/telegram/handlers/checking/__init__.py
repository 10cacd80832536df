"""Check the wording of what people send, and speak up in groups where a quotation is altered."""
