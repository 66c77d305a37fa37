"""What the outside checks of the checklist go by: rules without a database or a framework."""
