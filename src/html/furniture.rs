//! What stands on a page but belongs to no story: counting pixels, share buttons, the publisher's own last line.

use super::prune::prune;
use crate::model::document::{Block, Document, Link, LinkId, Media, Target, Text};
use crate::model::words::joined;
use crate::text::SafeUrl;

/// The longest share row and last line, in characters.
const LONGEST_ROW: usize = 400;
/// The most characters beside its links that a share row has ("Share this story with your friends:").
const LONGEST_LABEL: usize = 40;

/// Addresses (or beginnings of them, without scheme) that only count readers.
const COUNTERS: [&str; 26] = [
    "pixel.wp.com/",
    "stats.wordpress.com/",
    "feeds.wordpress.com/1.0/",
    "feeds.feedburner.com/~r/",
    "feeds.feedburner.com/~ff/",
    "feedproxy.google.com/~r/",
    "feedads.g.doubleclick.net/",
    "ad.doubleclick.net/",
    "da.feedsportal.com/",
    "pi.feedsportal.com/",
    "res.feedsportal.com/",
    "rss.buysellads.com/",
    "www.google-analytics.com/",
    "b.scorecardresearch.com/",
    "sb.scorecardresearch.com/",
    "pixel.quantserve.com/",
    "pixel.newscred.com/",
    "blogger.googleusercontent.com/tracker/",
    "hits.theguardian.com/",
    "counter.theconversation.com/",
    "tracking.feedpress.it/",
    "medium.com/_/stat",
    "mc.yandex.ru/",
    "www.facebook.com/tr?",
    "hm.baidu.com/",
    "ping.chartbeat.net/",
];
/// How the file names of counting and spacing pictures end.
const PIXELS: [&str; 9] = [
    "/pixel.gif",
    "/1x1.gif",
    "/1x1.png",
    "/spacer.gif",
    "/blank.gif",
    "/transparent.gif",
    "/clear.gif",
    "/count.gif",
    "/pixel.png",
];
/// Addresses at which a page is shared, sent or kept.
const SHARES: [&str; 34] = [
    "facebook.com/sharer",
    "facebook.com/share.php",
    "facebook.com/dialog/",
    "twitter.com/intent/",
    "twitter.com/share",
    "twitter.com/home?status",
    "x.com/intent/",
    "x.com/share",
    "linkedin.com/sharearticle",
    "linkedin.com/cws/share",
    "linkedin.com/sharing/",
    "reddit.com/submit",
    "pinterest.com/pin/create",
    "api.whatsapp.com/send",
    "wa.me/?text",
    "t.me/share",
    "telegram.me/share",
    "bsky.app/intent/",
    "vk.com/share",
    "service.weibo.com/share",
    "v.t.sina.com.cn/share",
    "sns.qzone.qq.com/",
    "connect.qq.com/widget/shareqq",
    "share.v.t.qq.com/",
    "addtoany.com/",
    "addthis.com/",
    "getpocket.com/save",
    "instapaper.com/",
    "tumblr.com/share",
    "tumblr.com/widgets/share",
    "news.ycombinator.com/submitlink",
    "digg.com/submit",
    "stumbleupon.com/submit",
    "feeds.feedburner.com/~ff/",
];
/// How publishing programs end each story: the beginning and the middle of the line, by language.
const LAST_LINES: [(&str, &str); 38] = [
    ("the post ", " appeared first on "),
    ("the post ", " first appeared on "),
    ("this post ", " appeared first on "),
    ("the article ", " appeared first on "),
    ("the article ", " first appeared on "),
    ("this article ", " appeared first on "),
    ("der beitrag ", " erschien zuerst auf "),
    ("la entrada ", " se publicó primero en "),
    ("la entrada ", " aparece primero en "),
    ("el artículo ", " se publicó primero en "),
    ("l’article ", " est apparu en premier sur "),
    ("cet article ", " est apparu en premier sur "),
    ("l’articolo ", " proviene da "),
    ("l’articolo ", " sembra essere il primo su "),
    ("l’entrada ", " ha aparegut primer a "),
    ("o post ", " apareceu primeiro em "),
    ("o post ", " aparece primeiro em "),
    ("o conteúdo ", " aparece primeiro em "),
    ("het bericht ", " verscheen eerst op "),
    ("inlägget ", " dök först upp på "),
    ("indlægget ", " blev først udgivet på "),
    ("innlegget ", " dukket først opp på "),
    ("artykuł ", " pochodzi z serwisu "),
    ("příspěvek ", " se nejdříve objevil na "),
    ("сообщение ", " появились сначала на "),
    ("сообщение ", " появились сначала в "),
    ("запись ", " впервые появилась "),
    ("pierwotny artykuł ", " pojawił się w "),
    ("artykuł ", " pojawił się po raz pierwszy w "),
    ("articolul ", " apare prima dată în "),
    ("artikkeli ", " julkaistiin ensimmäisen kerran "),
    ("artikel ", " pertama kali tampil pada "),
    ("bài viết ", " đã xuất hiện đầu tiên vào "),
    ("запис ", " спершу з’явився на "),
    ("публикацията ", " е публикувана за пръв път "),
    ("το άρθρο ", " εμφανίστηκε πρώτα στο "),
    ("投稿 ", " に最初に表示されました"),
    ("המאמר ", " הופיע לראשונה ב"),
];
/// The same in Chinese, where a sentence of the story may say as much: only a line that ends in a link to the site is meant.
const LAST_LINES_BEFORE_A_LINK: [&str; 7] =
    ["最先出现在", "首次出现在", "首先出现在", "最早发布于", "最先出現在", "最早出現於", "最早發佈於"];
/// Headings of share rows.
const SHARE_HEADINGS: [&str; 10] = [
    "share this",
    "share this post",
    "share this article",
    "share this story",
    "share",
    "teilen",
    "compartir",
    "partager",
    "分享到",
    "分享至",
];
/// The words of a newspaper page's toolbar.
const TOOLS: [&str; 66] = [
    "print",
    "mail",
    "email",
    "e-mail",
    "large",
    "medium",
    "small",
    "share",
    "shares",
    "comment",
    "comments",
    "save",
    "font",
    "size",
    "text",
    "a",
    "aa",
    "tweet",
    "like",
    "pin",
    "facebook",
    "twitter",
    "wechat",
    "weibo",
    "whatsapp",
    "linkedin",
    "reddit",
    "pinterest",
    "copy",
    "link",
    "larger",
    "smaller",
    "resize",
    "bookmark",
    "打印",
    "打印本页",
    "打印本稿",
    "邮件",
    "大",
    "中",
    "小",
    "分享",
    "分享到",
    "分享按钮",
    "字号",
    "字体",
    "字体大小",
    "收藏",
    "评论",
    "转发",
    "微信",
    "微博",
    "新浪微博",
    "扫一扫",
    "举报",
    "纠错",
    "我要纠错",
    "关闭",
    "关闭窗口",
    "手机看",
    "复制链接",
    "朋友圈",
    "qq",
    "qq空间",
    "列印",
    "郵件",
];
/// Tool words that say by themselves that a line is a toolbar.
const BUTTONS: [&str; 3] = ["分享按钮", "打印本页", "关闭窗口"];

/// The story without what belongs to no story. Conservative: where nothing would be left, everything stays.
#[must_use]
pub fn furniture(document: Document) -> Document {
    let links = document.links.clone();
    let pruned = prune(document.clone(), &mut |block| !is_furniture(block, &links));
    if pruned.blocks.is_empty() { document } else { pruned }
}

/// The story without a last line that only leads to its own page and then to its site, whatever language it is in.
pub fn without_origin(document: Document, page: Option<&SafeUrl>, site: Option<&SafeUrl>) -> Document {
    let (Some(page), Some(Block::Paragraph(text))) = (page, document.blocks.last()) else { return document };
    if document.blocks.len() < 2 || !names_origin(text, &document.links, page, site) {
        return document;
    }
    let line = text.clone();
    prune(document, &mut |block| !matches!(block, Block::Paragraph(text) if *text == line))
}

/// Whether a line links to `page` and then to the page's site, and says little else.
fn names_origin(text: &Text, links: &[Link], page: &SafeUrl, site: Option<&SafeUrl>) -> bool {
    let mut linked: Vec<LinkId> = text.iter().filter_map(|span| span.link).collect();
    linked.dedup();
    let beside: usize = text.iter().filter(|span| span.link.is_none()).map(|span| span.text.trim().chars().count()).sum();
    let target = |id: &LinkId| match links.get(id.0).map(|link| &link.target) {
        Some(Target::Web(url)) => Some(url),
        _ => None,
    };
    let [first, second] = linked.as_slice() else { return false };
    let (Some(first), Some(second)) = (target(first), target(second)) else { return false };
    let is_front =
        second.host() == page.host() && place(second) == second.host() || site.is_some_and(|site| place(site) == place(second));
    beside <= LONGEST_LABEL && place(first) == place(page) && is_front && place(first) != place(second)
}

/// Where an address leads, without what says how one came there.
fn place(url: &SafeUrl) -> String {
    bare(url).split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_owned()
}

/// The story without its first line, where that only repeats the headline `title`.
#[must_use]
pub fn without_repeated_headline(document: Document, title: &str) -> Document {
    let title = letters(title);
    let mut looking = true;
    if title.is_empty() {
        return document;
    }
    prune(document, &mut |block| {
        let (text, heading) = match block {
            Block::Heading { text, .. } => (text, true),
            Block::Paragraph(text) => (text, false),
            Block::Media(_) | Block::Figure { .. } | Block::Rule => return true,
            _ => {
                looking = false;
                return true;
            }
        };
        let repeats = std::mem::take(&mut looking) && says_headline(&letters(&joined(text)), &title, heading);
        !repeats
    })
}

/// A heading may leave out the name of the site, which many pages put behind the headline.
fn says_headline(words: &str, title: &str, heading: bool) -> bool {
    let most = words.chars().count() * 5 >= title.chars().count() * 3;
    words == title || heading && !words.is_empty() && most && title.starts_with(words)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_furniture(block: &Block, links: &[Link]) -> bool {
    match block {
        // Most paragraphs are too long for any of these, which is known without a copy of their words.
        Block::Paragraph(text) => {
            characters(text) <= LONGEST_ROW && {
                let words = joined(text);
                is_share_row(text, &words, links) || is_last_line(text, &words) || is_toolbar(&words)
            }
        }
        Block::Heading { text, .. } => is_share_heading(&joined(text)),
        Block::Media(media) => counts_readers(media) || media.link.is_some_and(|link| is_share(links.get(link.0))),
        _ => false,
    }
}

fn characters(text: &Text) -> usize {
    text.iter().map(|span| span.text.chars().count()).sum()
}

fn counts_readers(media: &Media) -> bool {
    media.url.as_ref().is_some_and(|url| {
        let address = bare(url);
        let path = address.split(['?', '#']).next().unwrap_or_default();
        COUNTERS.iter().any(|counter| address.starts_with(counter)) || PIXELS.iter().any(|pixel| path.ends_with(pixel))
    })
}

/// The address in lower case without its scheme.
fn bare(url: &SafeUrl) -> String {
    url.as_str().split_once("://").map_or("", |(_, rest)| rest).to_ascii_lowercase()
}

fn is_share(link: Option<&Link>) -> bool {
    let Some(Target::Web(url)) = link.map(|link| &link.target) else { return false };
    let address = bare(url);
    let whole = |part: &str| {
        let at = address.find(part);
        at.is_some_and(|at| at == 0 || address.get(..at).is_some_and(|before| before.ends_with('.') && !before.contains('/')))
    };
    SHARES.iter().any(|part| whole(part)) || address.contains("?share=") || address.contains("&share=")
}

/// Whether all links of a paragraph share the page, and there is little else.
fn is_share_row(text: &Text, words: &str, links: &[Link]) -> bool {
    let linked = || text.iter().filter_map(|span| span.link);
    let beside: usize = text.iter().filter(|span| span.link.is_none()).map(|span| span.text.trim().chars().count()).sum();
    linked().next().is_some() && beside <= LONGEST_LABEL && linked().all(|link| is_share(links.get(link.0)))
        || linked().next().is_none() && is_share_heading(words)
}

fn is_share_heading(words: &str) -> bool {
    let words = words.trim().trim_end_matches([':', '：']).to_lowercase();
    SHARE_HEADINGS.contains(&words.as_str())
}

fn is_last_line(text: &Text, words: &str) -> bool {
    let words = words.trim().replace('\'', "’").to_lowercase();
    let said = |(begin, middle): &(&str, &str)| words.starts_with(begin) && words.contains(middle);
    LAST_LINES.iter().any(said) || ends_in_its_site(text)
}

/// Whether the words before the paragraph's last link say that the story appeared there.
fn ends_in_its_site(text: &Text) -> bool {
    let ends = |c: char| c.is_whitespace() || "。.》」】".contains(c);
    let Some(site) = text.iter().rposition(|span| !span.text.trim_matches(ends).is_empty()) else { return false };
    let linked = text.get(site).is_some_and(|span| span.link.is_some());
    let before: String = text.iter().take(site).map(|span| &*span.text).collect();
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || "《「【".contains(c));
    linked && LAST_LINES_BEFORE_A_LINK.iter().any(|said| before.ends_with(said))
}

/// Whether a line is a page's toolbar, such as `Print  Mail  Large  Medium  Small  Share 0`: only words of tools, at
/// least two of them, and counts.
#[must_use]
pub fn is_toolbar(line: &str) -> bool {
    if line.len() > LONGEST_ROW {
        return false;
    }
    let line = line.to_lowercase();
    let apart = |c: char| c.is_whitespace() || "[]【】（）()|/·:：,，+-".contains(c);
    let words = || line.split(apart).filter(|word| !word.is_empty());
    let is_count = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let tools = words().filter(|word| TOOLS.contains(word)).count();
    let only = words().all(|word| TOOLS.contains(&word) || is_count(word));
    only && (tools > 1 || words().any(|word| BUTTONS.contains(&word)))
}

#[cfg(test)]
mod tests {
    use super::{furniture, is_toolbar, without_origin, without_repeated_headline};
    use crate::html::document;
    use crate::model::{Document, RawHtml, Target};
    use crate::text::SafeUrl;

    fn texts(story: &Document) -> Vec<String> {
        story.leaf_texts().iter().map(ToString::to_string).collect()
    }

    fn cleared(markup: &str) -> Document {
        furniture(document(&RawHtml::new(markup), None))
    }

    #[test]
    fn share_buttons_and_counting_pixels_go_and_their_links_with_them() {
        let story = cleared(
            "<p><a href='https://www.facebook.com/sharer?u=x'>Facebook</a> <a href='https://x.com/intent/post'>X</a></p>
             <h3>Share this:</h3><ul><li><a href='https://reddit.com/submit?u=1'>Reddit</a></ul>
             <p>Words with a <a href='https://e.org/'>link</a>.<img src='https://pixel.wp.com/g.gif?x'></p>",
        );
        assert_eq!(texts(&story), ["Words with a link."]);
        assert!(matches!(&story.links[..], [one] if matches!(&one.target, Target::Web(url) if url.host() == "e.org")));
    }

    #[test]
    fn the_publishing_programs_last_line_goes_in_many_languages() {
        let story = cleared(
            "<p>Text.</p><p>The post <a href='https://e.org/a'>A</a> appeared first on <a href='https://e.org'>E</a>.</p>",
        );
        assert_eq!(texts(&story), ["Text."]);
        assert_eq!(texts(&cleared("<p>Text.<p>Der Beitrag A erschien zuerst auf E.")), ["Text."]);
        for line in [
            "文章<a href='https://e.org/a'>甲</a>最先出现在<a href='https://e.org'>乙</a>。",
            "〈甲〉這篇文章最早發佈於《<a href='https://e.org'>乙</a>》。",
        ] {
            assert_eq!(texts(&cleared(&format!("<p>正文。<p>{line}"))), ["正文。"]);
        }
    }

    #[test]
    fn a_last_line_that_leads_to_the_story_and_its_site_goes_in_any_language() {
        let page = SafeUrl::parse("https://e.org/2015/a/");
        let left = |markup: &str| {
            let story = document(&RawHtml::new(markup), None);
            texts(&without_origin(story, page.as_ref(), SafeUrl::parse("https://e.org/news").as_ref()))
        };
        let (story, site) = ("<a href='http://e.org/2015/a?utm=rss'>A</a>", "<a href='https://e.org'>E</a>");
        assert_eq!(left(&format!("<p>Metin.<p>{story} yazısı ilk önce {site} üzerinde ortaya çıktı.")), ["Metin."]);
        assert_eq!(
            left(&format!("<p>본문<p>{story} 게시물이 <a href='https://e.org/news/'>E</a>에 처음 등장했습니다.")),
            ["본문"]
        );
        for kept in [
            format!("<p>{story} {site}"),
            format!("<p>Text.<p>{site} {story}"),
            format!("<p>Text.<p>{story} <a href='https://e.org/b'>B</a>"),
            format!("<p>{story} {site}<p>Text."),
        ] {
            assert_eq!(left(&kept).len(), kept.matches("<p>").count(), "{kept}");
        }
    }

    #[test]
    fn sentences_that_speak_of_sharing_stay() {
        let markup = "<p>Share this with <a href='https://facebook.com/page'>them</a>.<p>The post office appeared in 1840.";
        assert_eq!(texts(&cleared(markup)).len(), 2);
        assert_eq!(texts(&cleared("<p>Share:")), ["Share:"]);
        assert_eq!(
            texts(&cleared("<p>《<a href='https://e.org/'>红楼梦</a>》最早出现在北京。<p>它首次出现在一本书里。")).len(),
            2
        );
    }

    #[test]
    fn toolbars_are_known_in_english_and_chinese() {
        for line in ["Print Mail Large Medium  Small 分享按钮 0", "【字体：大 中 小】 打印", "Share 12 | Comments 3", "分享按钮"]
        {
            assert!(is_toolbar(line), "{line}");
        }
        for line in ["Small print matters", "Share", "大", "Large and small", "12 34", ""] {
            assert!(!is_toolbar(line), "{line}");
        }
    }

    #[test]
    fn a_headline_is_shown_once_and_anchors_move_with_their_leaves() {
        let story = document(&RawHtml::new("<h1>A fine Day</h1><p>Text <a href='#n'>1</a><p id=n>Note"), None);
        let story = without_repeated_headline(story, "A fine day");
        assert_eq!(texts(&story), ["Text 1", "Note"]);
        assert_eq!(story.anchors, [("n".into(), 1)]);
        let other = document(&RawHtml::new("<p>First.<p>A fine day"), None);
        assert_eq!(texts(&without_repeated_headline(other, "A fine day")).len(), 2);
        let site = document(&RawHtml::new("<h1>A fine day</h1>x"), None);
        assert_eq!(texts(&without_repeated_headline(site, "A fine day - Site")), ["x"]);
    }
}
