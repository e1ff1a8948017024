"""The workflows of an inspection, and the ports that they need from the outside."""
