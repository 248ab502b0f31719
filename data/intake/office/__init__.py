"""The office dialect: sheets as offices fill them in -> the machine text of every table."""
