"""務めのことば — what the duties of an exchange say, why, and by which rule."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties.rulebook import DutyRule

AGREED = _("連合会と学校の実施要領（覚書の別紙）")
CHILDREN = _("子どもの安全の手順（実施要領）")
# Words and deadlines as the agreements of April 2026 have them.
VERSION = "2026-04"
STORY = (("class_exchange.session", "session"),)
EXCHANGE = ("desk:exchange", "about")
SESSION = {"desk": EXCHANGE, "partner": ("partner:session", "session"), "follows": STORY}
SCHOOL = {"desk": ("desk:schools", ""), "partner": ("partner:school", "")}


def _rule(code, title, why, verb, *steps, source=AGREED, icon="video", **places) -> DutyRule:
    return DutyRule(
        code=f"1-1.{code}",
        title=title,
        why=why,
        verb=verb,
        steps=steps,
        icon=icon,
        measure="1-1",
        source=source,
        confidence="own",
        version=VERSION,
        **places,
    )


RULES = (
    _rule(
        "answer_proposal",
        _("授業の日時の提案に返事をしてください"),
        _("第%(ordinal)s回 %(on)s の提案を %(proposed_on)s に受けました。返事は5日以内です。"),
        _("返事する"),
        _("日時と空ける授業を見る"),
        _("受ける・変える・断るを選ぶ"),
        icon="send",
        **SESSION,
    ),
    _rule(
        "test_line",
        _("交流授業の接続テスト"),
        _("第%(ordinal)s回は %(on)s です。前の日までに、回線と音声を確かめます。"),
        _("確かめた"),
        _("両方の学校とつなぐ"),
        _("音声と映像を確かめる"),
        by_hand=True,
        opposite=_("つながらなかった"),
        **SESSION,
    ),
    _rule(
        "make_groups",
        _("グループをつくってください"),
        _("第%(ordinal)s回は %(on)s です。2日前までにグループを決めます。"),
        _("つくる"),
        _("同意を確かめる"),
        _("グループをつくって印刷する"),
        icon="shuffle",
        **SESSION,
    ),
    _rule(
        "close_session",
        _("授業を終えて、出席を数えてください"),
        _("第%(ordinal)s回は %(on)s でした。終えると、つながりを数えます。"),
        _("終える"),
        _("欠席を確かめる"),
        _("「授業を終える」を押す"),
        icon="ok",
        **SESSION,
    ),
    _rule(
        "read_reflections",
        _("ふりかえり %(count)s件の確認"),
        _("%(on)s の授業のふりかえりが %(count)s件 待っています。確認すると相手の学級が読めます。"),
        _("読む"),
        _("1つずつ読む"),
        _("公開するか、生徒に返す"),
        icon="edit",
        **SESSION | {"partner": ("partner:reflections", "session")},
    ),
    _rule(
        "collect_consents",
        _("同意の答えがない生徒 %(count)s人"),
        _(
            "はじめの授業の前の日までに、本人と保護者の答えを集めます。答えがない人は参加できません。"
        ),
        _("集める"),
        _("同意書を印刷して配る"),
        _("紙の答えを入れる"),
        source=CHILDREN,
        icon="ok",
        desk=("desk:schools", ""),
        partner=("partner:classes", ""),
    ),
    _rule(
        "confirm_holidays",
        _("祝日の案 %(count)s件を確かめてください"),
        _("確かめるまで、授業の時間さがしには使いません。"),
        _("確かめる"),
        _("学校の休みかどうかを選ぶ"),
        icon="calendar",
        desk=("desk:schools", ""),
        partner=("partner:calendar", ""),
    ),
    _rule(
        "renew_agreement",
        _("覚書の更新を決めてください"),
        _("覚書は %(until)s までです。更新は %(renew_by)s までに決めます。"),
        _("決める"),
        _("両方の学校に聞く"),
        _("新しい覚書を登録する"),
        icon="file",
        **SCHOOL,
    ),
    _rule(
        "renew_approval",
        _("学校の承認の期限が近づいています"),
        _("承認は %(until)s までです。それより後の授業は決められません。"),
        _("申請する"),
        _("新しい承認を申請する"),
        _("決まったら登録する"),
        icon="file",
        **SCHOOL,
    ),
    _rule(
        "contain_incident",
        _("困ったことの知らせ：安全を確かめてください"),
        _("%(opened_on)s に生徒が知らせました。先生と担当が1時間以内に応じます。"),
        _("すぐに見る"),
        _("生徒の安全を確かめる"),
        _("したことを記録する"),
        source=CHILDREN,
        icon="alert",
        desk=("desk:incident", "incident"),
        partner=("partner:incident", "incident"),
    ),
    _rule(
        "report_incident",
        _("困ったことの知らせ：連合会の責任者への報告"),
        _("%(opened_on)s の知らせです。24時間以内に連合会の責任者へ報告します。"),
        _("報告を見る"),
        _("学校の記録を読む"),
        _("責任者に伝える"),
        source=CHILDREN,
        icon="alert",
        desk=("desk:incident", "incident"),
        partner=("partner:incident", "incident"),
    ),
)

# What the facts of these duties are called where their basis is shown.
FACTS = {
    "session": _("授業"),
    "school": _("学校"),
    "ordinal": _("第何回"),
    "on": _("授業の日"),
    "proposed_on": _("提案を受けた日"),
    "count": _("数"),
    "until": _("有効な最後の日"),
    "renew_by": _("更新を決める日"),
    "incident": _("知らせの番号"),
    "opened_on": _("知らせがあった日"),
}
