"""磨き — small exchanges that make a finished plan better; the number of tries is bounded."""

from itertools import combinations

from tsunagari.base import effort
from tsunagari.programmes.exchange.class_exchange.rules.board import Board
from tsunagari.programmes.exchange.class_exchange.rules.pupils import Groups

STALL = 300  # so many tries without anything better, and it is enough
PATIENCE = 12  # an exchange in one session is not undone for so many turns


def exchange_everywhere(board: Board, rng, tries: int) -> None:
    """Let two pupils of a side change places in every session, when that makes groups more even.

    Who meets whom how often stays as it is, except that the two names are exchanged; so a plan
    without repeats stays without.
    """
    roster = board.roster
    members = [roster.members(side) for side in range(len(roster.sides))]
    alike: dict = {}
    for i, pupil in enumerate(roster.pupils):
        alike.setdefault((roster.side_of[i], pupil.gender), []).append(i)
    best, since = board.cost, 0
    meetings = sum(len(group) ** 2 for session in board.groups for group in session)
    # Each sixtieth turn looks at every group and every pair that should not meet.
    barred = len(board.roster.apart | board.roster.met)
    looked_at = (meetings + barred * len(board.where)) // 200
    for turn in range(tries):
        if not effort.afford(3 * len(board.where) + looked_at):
            return
        if board.cost < best:
            best, since = board.cost, turn
        if turn % 60 == 0:
            unhappy = _unhappy(board)
            if not unhappy or turn - since > STALL:
                return
        a = rng.choice(unhappy)
        side = roster.side_of[a]
        known = alike[side, roster.pupils[a].gender] if turn % 4 else members[side]
        b = rng.choice(known)
        if a != b and (board.kinds[a] != board.kinds[b] or not turn % 4):
            _exchange_everywhere(board, a, b)


def _exchange_everywhere(board: Board, a: int, b: int) -> None:
    change, done = 0, []
    for at, where in enumerate(board.where):
        if where[a] != where[b]:
            change += board.change(at, a, b)
            board.exchange(at, a, b)
            done.append(at)
    if change > 0:
        for at in reversed(done):
            board.exchange(at, a, b)
    else:
        board.cost += change


def _unhappy(board: Board) -> list[int]:
    """Pupils in an uneven group, or with someone they should not meet."""
    found = set()
    for session, counts in zip(board.groups, board.count, strict=True):
        for group, count in zip(session, counts, strict=True):
            if any(costs[n] for costs, n in zip(board.excess, count, strict=True)):
                found.update(group)
    for a, b in board.roster.apart | board.roster.met:
        if any(where[a] == where[b] for where in board.where):
            found |= {a, b}
    return sorted(found)


def exchange_in_sessions(board: Board, rng, tries: int) -> None:
    """Exchange pupils within single sessions until no pair meets twice or the tries are over.

    The best exchange for a pupil in a repeated pair is done even when it costs something; going
    back is barred for a while (tabu search). The best plan seen is the one that stays.
    """
    best, kept, since = board.cost, _copy(board.groups), 0
    barred: dict[tuple[int, int, int], int] = {}
    sizes = [len(group) for session in board.groups for group in session]
    pairs, each = sum(size**2 for size in sizes), max(sizes, default=1)
    for turn in range(tries):
        if not effort.afford(len(board.kinds) * (2 + each // 3) // 2 + pairs // 80):
            break
        if turn % 4 == 0:
            troubled = _repeated(board) + _uneven(board)
        if not troubled or turn - since > STALL:
            break
        at, someone = rng.choice(troubled)
        step = _best_exchange(board, at, rng.choice(someone), barred, turn, best)
        if step is None:
            continue
        change, a, b = step
        for i in (a, b):
            barred[at, i, board.where[at][i]] = turn + PATIENCE + rng.randrange(PATIENCE)
        board.exchange(at, a, b)
        board.cost += change
        if board.cost < best:
            best, kept, since = board.cost, _copy(board.groups), turn
    board.groups = kept


def _copy(sessions: list[Groups]) -> list[Groups]:
    return [[list(group) for group in session] for session in sessions]


def _repeated(board: Board) -> list[tuple[int, tuple[int, ...]]]:
    """The pairs that meet most often, more than once, with the session."""
    meetings, most = board.meetings, 2
    found: list[tuple[int, tuple[int, ...]]] = []
    for at, session in enumerate(board.groups):
        for group in session:
            for pair in combinations(group, 2):
                times = meetings[pair[0]][pair[1]]
                if times > most:
                    most, found = times, []
                if times == most:
                    found.append((at, pair))
    return found


def _uneven(board: Board) -> list[tuple[int, tuple[int, ...]]]:
    """The groups with too many or too few of a gender, with the session."""
    return [
        (at, tuple(group))
        for at, (session, counts) in enumerate(zip(board.groups, board.count, strict=True))
        for group, count in zip(session, counts, strict=True)
        if group and board.gender_excess(count)
    ]


def _best_exchange(board: Board, at: int, a: int, barred, turn: int, best: int):
    where = board.where[at]
    side = board.roster.side_of
    found = None
    for b in range(len(side)):
        if side[b] != side[a] or where[b] == where[a]:
            continue
        change = board.change(at, a, b)
        late = barred.get((at, a, where[b]), 0) > turn or barred.get((at, b, where[a]), 0) > turn
        if late and board.cost + change >= best:
            continue
        if found is None or change < found[0]:
            found = (change, a, b)
    return found
