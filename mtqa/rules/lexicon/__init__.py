"""The rules' word lists: tables without behaviour, one module a subject."""
