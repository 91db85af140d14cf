"""What the figures say: questions with computed answers, in plain sentences, ranked by the money at stake."""
