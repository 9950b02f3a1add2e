"""Amazon Echos, through the integrations that hold the account."""
