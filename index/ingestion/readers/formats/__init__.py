"""Extract the text of documents and archives. These modules know no reader, and open no file or connection."""
