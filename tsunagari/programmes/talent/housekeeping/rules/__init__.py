"""家事支援の決まり — plain Python: zones, work, the gate, and the watch over people alone in a home."""
