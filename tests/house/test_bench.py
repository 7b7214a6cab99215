"""計測 — what `make bench` measures is what the product does: a gate that broke is seen at once."""

from bench import duties


def test_the_drawn_nation_has_the_duties_that_the_engine_finds_in_the_same_facts(capsys):
    duties.sample_equals_engine(200)
    assert "arrays and engine agree" in capsys.readouterr().out


def test_the_loop_of_the_yardstick_finds_the_same_days(capsys):
    duties.against_dateutil(60)
    assert "duties with equal dates" in capsys.readouterr().out
