"""The simulated telephone carrier: Twilio's REST API (2010-04-01), TwiML and signed webhooks."""
