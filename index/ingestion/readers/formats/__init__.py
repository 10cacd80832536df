"""What is in files of other formats. These modules know nothing of readers, and open no file and no connection."""
