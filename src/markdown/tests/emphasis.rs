use super::*;

#[test]
fn cjk_emphasis_is_repaired() {
    for (text, expected) in [
        ("**加粗。**文字", "<strong>加粗。</strong>文字"),
        ("**注意：**请", "<strong>注意：</strong>请"),
        ("见**《办法》**第三条", "见<strong>《办法》</strong>第三条"),
        ("据**《甲》**和**《乙》**办", "据<strong>《甲》</strong>和<strong>《乙》</strong>办"),
        ("**注意：**请**看**", "<strong>注意：</strong>请<strong>看</strong>"),
        ("他说**“你好”**吗", "他说<strong>“你好”</strong>吗"),
        ("为**价格(元)**的", "为<strong>价格(元)</strong>的"),
        ("*注意：*请", "<em>注意：</em>请"),
        ("见*《办法》*第三条", "见<em>《办法》</em>第三条"),
        ("***注意：***请", "<em><strong>注意：</strong></em>请"),
        ("~~注意：~~请", "<del>注意：</del>请"),
        ("见~~《办法》~~第三条", "见<del>《办法》</del>第三条"),
        ("**甲*《乙》*丙。**丁", "<strong>甲<em>《乙》</em>丙。</strong>丁"),
        ("**《[办法](policy:x)》**的", "<strong>《<a href=\"../policy/x.html\">办法</a>》</strong>的"),
        ("**用`a*b`。**文", "<strong>用<code>a*b</code>。</strong>文"),
        ("[**甲。**乙](http://a.b)", "<a href=\"http://a.b\"><strong>甲。</strong>乙</a>"),
        ("**甲\n乙。**丙", "<strong>甲乙。</strong>丙"),
        ("**한국。**글자", "<strong>한국。</strong>글자"),
        ("**注。**[[redacted: a | b]]", "<strong>注。</strong><span class=\"redacted\">redacted: a (b)</span>"),
    ] {
        check(text, &format!("<p>{expected}</p>"));
    }
}

#[test]
fn what_is_not_cjk_emphasis_stays() {
    for (text, expected) in [
        ("2*3*4", "2*3*4"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("**Note:**text", "**Note:**text"),
        ("中 **Note:**text", "中 **Note:**text"),
        (r"\*\*甲。\*\*乙", "**甲。**乙"),
        (r"**甲。\*\*乙", "**甲。**乙"),
        ("`**甲。**乙`", "<code>**甲。**乙</code>"),
        ("&#42;&#42;甲。&#42;&#42;乙", "**甲。**乙"),
        ("**甲 `。**` 乙", "**甲 <code>。**</code> 乙"),
        ("工期3~5天，费用10~20元", "工期3~5天，费用10~20元"),
        ("电话138****1234号", "电话138****1234号"),
        ("<http://a.b/**。**x>中", "<a href=\"http://a.b/**。**x\">http://a.b/**。**x</a>中"),
        ("**plain** 中", "<strong>plain</strong> 中"),
        ("_甲_ __乙__", "<em>甲</em> <strong>乙</strong>"),
    ] {
        check(text, &format!("<p>{expected}</p>"));
    }
}

#[test]
fn emphasis_left_over_beside_cjk_is_reported() {
    check_problems("李**和王**", &[]);
    check_problems("甲**乙", &[(Problem::UnclosedEmphasis, "**")]);
    check_problems("**甲。**乙", &[]);
    check_problems("`**甲`", &[]);
    check_problems("a ** b", &[]);
    check_problems("李****", &[]);
    check_problems(r"\*\*甲", &[]);
    check_problems("| 甲**乙 |\n|---|\n| b |", &[(Problem::UnclosedEmphasis, "**")]);
}

/// Masks and signs of official text are text; so is one sign between letters.
#[test]
fn one_sign_between_letters_is_text() {
    for text in [
        "王*明与李*红反映属实",
        "张*、李*，王*。",
        "*华、*英两人",
        "刘*（主任）和王*（副主任）",
        "139-****-0929和138-****-2637",
        "约***万元和***万元",
        "5*3*2米，1*2*3",
        "snake_case和a_b_c",
        "甲_乙_丙",
        "价格~5元~左右",
        "a*b*c and un*stop*able",
        "10~20日，3~5人",
        "李**和王**反映",
        "张**、刘**（代表）、陈**",
    ] {
        check(text, &format!("<p>{text}</p>"));
        assert_eq!(plain(text, Profile::Official), text);
        check_citizen(text, &format!("<p>{text}</p>"));
        assert_eq!(plain(text, Profile::Citizen), text);
    }
    check("李**务必**尽快", "<p>李<strong>务必</strong>尽快</p>");
    check("请**务必**尽快", "<p>请<strong>务必</strong>尽快</p>");
    check("a *b* c", "<p>a <em>b</em> c</p>");
    check("a ~~b~~ c", "<p>a <del>b</del> c</p>");
}

/// A citizen's sign is emphasis only where nobody could take it for anything else.
#[test]
fn citizens_emphasis_is_unmistakable() {
    for text in [
        "来信人杨*华，妻子刘*英",
        "*华先生，*英女士",
        "张**和李**，",
        "请**务必**尽快",
        "（杨**）和（刘**）的",
        "你好~~请问~~",
        "*重要*通知",
        "5 * 3 * 2",
        "__init__x",
        "a*b*",
        "***注意***",
        "***",
        "** **",
        "-----",
        "第一行\n=====",
        "x\n---\ny",
        "2 _ 3 _ 4",
        "，_x000D_",
        "_really_",
    ] {
        let shown = text.replace('\n', "<br>\n");
        check_citizen(text, &format!("<p>{shown}</p>"));
        assert_eq!(plain(text, Profile::Citizen), text);
        check_problems_in(text, Profile::Citizen, &[]);
    }
    for (text, expected) in [
        ("it is *very* dark", "it is <em>very</em> dark"),
        ("**Please** help", "<strong>Please</strong> help"),
        ("急！**请尽快处理**！", "急！<strong>请尽快处理</strong>！"),
        ("(*really*)", "(<em>really</em>)"),
        ("not ~~this~~ that", "not <del>this</del> that"),
        (
            "see `a*b*c` and [*x*](http://a.b/c*d*e)",
            "see <code>a*b*c</code> and <a href=\"http://a.b/c*d*e\" rel=\"nofollow ugc\"><em>x</em></a>",
        ),
    ] {
        check_citizen(text, &format!("<p>{expected}</p>"));
    }
}
