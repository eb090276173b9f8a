"""The Bureau's Taldau: JSON of figures and of trees."""
