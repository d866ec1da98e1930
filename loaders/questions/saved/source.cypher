// @part source
//
// The last columns of an answer, behind the part `said`: the sentence and its article.
coalesce(best.sentence, r.evidence) AS 原文,
coalesce(best.doc, r.article + coalesce(':' + toString(r.line), '')) AS 文章, best.published AS 发布日期
