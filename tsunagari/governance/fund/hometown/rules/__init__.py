"""決まり — tax credits, who may give, and the way through the municipality."""
