"""Tables on screen: models, views, copies, exports."""
