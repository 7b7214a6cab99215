"""席決めの行い — telling, making, holding, mending, showing, ending."""
