"""The tab of scores before and after."""
