"""Reviews: benefits and categories put to members by a survey, and decided one by one."""
