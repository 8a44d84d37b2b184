"""Surveys: questions, answers, results; used by whoever wants to know what members think."""
