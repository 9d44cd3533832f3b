"""The walk through the questions: steps, rows of lists, answers and what rests on what."""
