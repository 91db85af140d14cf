"""The look of the window and its one door for messages, questions and work in the background."""
