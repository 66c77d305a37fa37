"""What the style guide shows: samples that reach every state a component has. Pure."""
