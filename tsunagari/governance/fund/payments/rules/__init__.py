"""支払いの決まり — plain Python: letters, records and days of the bank's file, and who may approve."""
