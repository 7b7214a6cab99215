"""受付ですること — opening and closing doors, receiving people, taking it back."""
