"""How good the answers are: judged questions, asked of a library that holds what they are judged on."""
