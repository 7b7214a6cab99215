"""Both clocks of a meeting, the own one first."""

from datetime import UTC, datetime, timedelta

from tsunagari.faces.shared.sessions import both_clocks


def test_both_clocks_know_no_summer_time():
    for zone, hours, place in (
        ("Asia/Ho_Chi_Minh", "07:05", "ハノイ"),
        ("Asia/Makassar", "08:05", "バリ"),
        ("Asia/Manila", "08:05", "マニラ"),
    ):
        for month in (1, 3, 7, 10):
            start = datetime(2027, month, 28, 0, 5, tzinfo=UTC)
            said = both_clocks(start, start + timedelta(hours=1), zone, "Asia/Tokyo", "ja")
            assert f"{place} {hours}–" in said
            assert "東京 09:05–10:05" in said
