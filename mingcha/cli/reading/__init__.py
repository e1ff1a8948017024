"""Commands that read: inspections, contacts, findings."""
