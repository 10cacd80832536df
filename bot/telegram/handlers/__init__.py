"""Answer what people write, press and type. Each module exports HANDLERS, which application.py registers."""
