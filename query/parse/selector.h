// Which rules leave a node in the parse tree, and of which kind.
#pragma once

#include "query/parse/grammar/cypher.h"
#include "query/parse/node_kind.h"

namespace qiao::query::syntax::grammar {

template <NodeKind Kind>
struct as {
  static constexpr NodeKind kind = Kind;
};
template <class Rule>
struct node_of : as<NodeKind::kNone> {};

// One line for each rule.
// clang-format off

template <> struct node_of<variable> : as<NodeKind::kVariable> {};
template <> struct node_of<variable_selector> : as<NodeKind::kVariable> {};
template <> struct node_of<owner> : as<NodeKind::kVariable> {};
template <> struct node_of<name_part> : as<NodeKind::kName> {};
template <> struct node_of<procedure_result_field> : as<NodeKind::kName> {};
template <> struct node_of<schema_object_name> : as<NodeKind::kName> {};
template <> struct node_of<label_name> : as<NodeKind::kLabelName> {};
template <> struct node_of<property_key_name> : as<NodeKind::kPropertyKey> {};
template <> struct node_of<map_key> : as<NodeKind::kPropertyKey> {};
template <> struct node_of<parameter> : as<NodeKind::kParameter> {};
template <> struct node_of<function_name> : as<NodeKind::kFunctionName> {};
template <> struct node_of<procedure_name> : as<NodeKind::kProcedureName> {};
template <> struct node_of<true_literal> : as<NodeKind::kTrue> {};
template <> struct node_of<false_literal> : as<NodeKind::kFalse> {};
template <> struct node_of<null_literal> : as<NodeKind::kNull> {};
template <> struct node_of<hex_integer> : as<NodeKind::kInteger> {};
template <> struct node_of<octal_integer> : as<NodeKind::kInteger> {};
template <> struct node_of<decimal_integer> : as<NodeKind::kInteger> {};
template <> struct node_of<double_literal> : as<NodeKind::kDouble> {};
template <> struct node_of<string_literal> : as<NodeKind::kString> {};

template <> struct node_of<pattern> : as<NodeKind::kPattern> {};
template <> struct node_of<pattern_part> : as<NodeKind::kPatternPart> {};
template <> struct node_of<path_selector> : as<NodeKind::kPathSelector> {};
template <> struct node_of<all_word> : as<NodeKind::kAllWord> {};
template <> struct node_of<any_word> : as<NodeKind::kAnyWord> {};
template <> struct node_of<shortest_word> : as<NodeKind::kShortestWord> {};
template <> struct node_of<groups_word> : as<NodeKind::kGroupsWord> {};
template <> struct node_of<shortest_path_pattern> : as<NodeKind::kShortestPath> {};
template <> struct node_of<shortest_path_name> : as<NodeKind::kShortestPathName> {};
template <> struct node_of<pattern_element> : as<NodeKind::kPatternElement> {};
template <> struct node_of<relationships_pattern> : as<NodeKind::kPatternElement> {};
template <> struct node_of<parenthesized_path> : as<NodeKind::kParenthesizedPath> {};
template <> struct node_of<node_pattern> : as<NodeKind::kNodePattern> {};
template <> struct node_of<relationship_pattern> : as<NodeKind::kRelationshipPattern> {};
template <> struct node_of<relationship_detail> : as<NodeKind::kRelationshipDetail> {};
template <> struct node_of<left_arrow_head> : as<NodeKind::kLeftArrowHead> {};
template <> struct node_of<right_arrow_head> : as<NodeKind::kRightArrowHead> {};
template <> struct node_of<range_literal> : as<NodeKind::kRange> {};
template <> struct node_of<range_dots> : as<NodeKind::kRangeDots> {};
template <> struct node_of<quantified> : as<NodeKind::kRepetition> {};
template <> struct node_of<lower_bound> : as<NodeKind::kLowerBound> {};
template <> struct node_of<upper_bound> : as<NodeKind::kUpperBound> {};
template <> struct node_of<fixed_count> : as<NodeKind::kFixedCount> {};
template <> struct node_of<plus_sign> : as<NodeKind::kPlusSign> {};
template <> struct node_of<asterisk> : as<NodeKind::kAsterisk> {};
template <> struct node_of<colon_labels> : as<NodeKind::kLabels> {};
template <> struct node_of<is_label> : as<NodeKind::kLabels> {};
template <> struct node_of<label_or> : as<NodeKind::kLabelOr> {};
template <> struct node_of<label_and> : as<NodeKind::kLabelAnd> {};
template <> struct node_of<label_not> : as<NodeKind::kLabelNot> {};
template <> struct node_of<exclamation> : as<NodeKind::kExclamation> {};
template <> struct node_of<label_any> : as<NodeKind::kLabelAny> {};
template <> struct node_of<dynamic_label> : as<NodeKind::kDynamicLabel> {};
template <> struct node_of<dynamic_any> : as<NodeKind::kDynamicAny> {};
template <> struct node_of<where> : as<NodeKind::kWhere> {};
template <> struct node_of<guarded_where> : as<NodeKind::kWhere> {};

template <> struct node_of<or_expression> : as<NodeKind::kOr> {};
template <> struct node_of<xor_expression> : as<NodeKind::kXor> {};
template <> struct node_of<and_expression> : as<NodeKind::kAnd> {};
template <> struct node_of<not_expression> : as<NodeKind::kNot> {};
template <> struct node_of<not_operator> : as<NodeKind::kNotOperator> {};
template <> struct node_of<comparison_expression> : as<NodeKind::kComparison> {};
template <> struct node_of<comparison_operator> : as<NodeKind::kComparisonOperator> {};
template <> struct node_of<string_list_null_predicate_expression> : as<NodeKind::kPredicates> {};
template <> struct node_of<starts_with_operator> : as<NodeKind::kStartsWith> {};
template <> struct node_of<ends_with_operator> : as<NodeKind::kEndsWith> {};
template <> struct node_of<contains_operator> : as<NodeKind::kContains> {};
template <> struct node_of<matches_operator> : as<NodeKind::kMatches> {};
template <> struct node_of<in_operator> : as<NodeKind::kIn> {};
template <> struct node_of<null_predicate_expression> : as<NodeKind::kNullPredicate> {};
template <> struct node_of<type_predicate_expression> : as<NodeKind::kTypePredicate> {};
template <> struct node_of<normalized_predicate_expression> : as<NodeKind::kNormalizedPredicate> {};
template <> struct node_of<label_predicate_expression> : as<NodeKind::kLabelPredicate> {};
template <> struct node_of<negation> : as<NodeKind::kNegation> {};
template <> struct node_of<normal_form> : as<NodeKind::kNormalForm> {};
template <> struct node_of<value_type> : as<NodeKind::kValueType> {};
template <> struct node_of<plain_type> : as<NodeKind::kPlainType> {};
template <> struct node_of<list_type> : as<NodeKind::kListType> {};
template <> struct node_of<any_type> : as<NodeKind::kAnyType> {};
template <> struct node_of<simple_type> : as<NodeKind::kSimpleType> {};
template <> struct node_of<not_null_mark> : as<NodeKind::kNotNull> {};
template <> struct node_of<add_or_subtract_expression> : as<NodeKind::kAddOrSubtract> {};
template <> struct node_of<multiply_divide_modulo_expression> : as<NodeKind::kMultiplyDivideModulo> {};
template <> struct node_of<power_of_expression> : as<NodeKind::kPower> {};
template <> struct node_of<add_operator> : as<NodeKind::kArithmeticOperator> {};
template <> struct node_of<multiply_operator> : as<NodeKind::kArithmeticOperator> {};
template <> struct node_of<power_operator> : as<NodeKind::kArithmeticOperator> {};
template <> struct node_of<unary_add_or_subtract_expression> : as<NodeKind::kUnary> {};
template <> struct node_of<sign> : as<NodeKind::kSign> {};
template <> struct node_of<non_arithmetic_operator_expression> : as<NodeKind::kPostfix> {};
template <> struct node_of<property_lookup> : as<NodeKind::kPropertyLookup> {};
template <> struct node_of<list_operator> : as<NodeKind::kListOperator> {};
template <> struct node_of<slice_dots> : as<NodeKind::kSliceDots> {};
template <> struct node_of<case_expression> : as<NodeKind::kCase> {};
template <> struct node_of<case_subject> : as<NodeKind::kCaseSubject> {};
template <> struct node_of<case_alternative> : as<NodeKind::kCaseAlternative> {};
template <> struct node_of<case_else> : as<NodeKind::kCaseElse> {};
template <> struct node_of<count_star> : as<NodeKind::kCountStar> {};
template <> struct node_of<list_projection> : as<NodeKind::kListProjection> {};
template <> struct node_of<pattern_comprehension> : as<NodeKind::kPatternComprehension> {};
template <> struct node_of<quantifier> : as<NodeKind::kQuantifier> {};
template <> struct node_of<quantifier_name> : as<NodeKind::kQuantifierName> {};
template <> struct node_of<reduce> : as<NodeKind::kReduce> {};
template <> struct node_of<parenthesized_expression> : as<NodeKind::kParenthesized> {};
template <> struct node_of<function_invocation> : as<NodeKind::kFunctionCall> {};
template <> struct node_of<trim_call> : as<NodeKind::kTrimCall> {};
template <> struct node_of<trim_side> : as<NodeKind::kTrimSide> {};
template <> struct node_of<trim_character> : as<NodeKind::kTrimCharacter> {};
template <> struct node_of<distinct> : as<NodeKind::kDistinct> {};
template <> struct node_of<subquery_expression> : as<NodeKind::kSubquery> {};
template <> struct node_of<subquery_name> : as<NodeKind::kSubqueryName> {};
template <> struct node_of<pattern_predicate> : as<NodeKind::kPatternPredicate> {};
template <> struct node_of<exists_pattern> : as<NodeKind::kExistsPattern> {};
template <> struct node_of<list_literal> : as<NodeKind::kListLiteral> {};
template <> struct node_of<map_literal> : as<NodeKind::kMapLiteral> {};
template <> struct node_of<map_entry> : as<NodeKind::kMapEntry> {};
template <> struct node_of<map_projection> : as<NodeKind::kMapProjection> {};
template <> struct node_of<all_properties> : as<NodeKind::kAllProperties> {};
template <> struct node_of<property_selector> : as<NodeKind::kPropertySelector> {};

template <> struct node_of<regular_query> : as<NodeKind::kRegularQuery> {};
template <> struct node_of<single_query> : as<NodeKind::kSingleQuery> {};
template <> struct node_of<union_part> : as<NodeKind::kUnion> {};
template <> struct node_of<all_mark> : as<NodeKind::kAllMark> {};
template <> struct node_of<optional_mark> : as<NodeKind::kOptional> {};
template <> struct node_of<match_clause> : as<NodeKind::kMatch> {};
template <> struct node_of<unwind> : as<NodeKind::kUnwind> {};
template <> struct node_of<merge> : as<NodeKind::kMerge> {};
template <> struct node_of<merge_action> : as<NodeKind::kMergeAction> {};
template <> struct node_of<on_create> : as<NodeKind::kOnCreate> {};
template <> struct node_of<create> : as<NodeKind::kCreate> {};
template <> struct node_of<set> : as<NodeKind::kSet> {};
template <> struct node_of<set_property> : as<NodeKind::kSetProperty> {};
template <> struct node_of<set_all_properties> : as<NodeKind::kSetAllProperties> {};
template <> struct node_of<plus_equals> : as<NodeKind::kPlusEquals> {};
template <> struct node_of<label_items> : as<NodeKind::kLabelItems> {};
template <> struct node_of<property_expression> : as<NodeKind::kPropertyExpression> {};
template <> struct node_of<delete_clause> : as<NodeKind::kDelete> {};
template <> struct node_of<detach> : as<NodeKind::kDetach> {};
template <> struct node_of<remove> : as<NodeKind::kRemove> {};
template <> struct node_of<foreach> : as<NodeKind::kForeach> {};
template <> struct node_of<procedure_call> : as<NodeKind::kCallProcedure> {};
template <> struct node_of<explicit_arguments> : as<NodeKind::kArguments> {};
template <> struct node_of<yield> : as<NodeKind::kYield> {};
template <> struct node_of<yield_item> : as<NodeKind::kYieldItem> {};
template <> struct node_of<yield_all> : as<NodeKind::kStar> {};
template <> struct node_of<call_subquery> : as<NodeKind::kCallSubquery> {};
template <> struct node_of<scope> : as<NodeKind::kScope> {};
template <> struct node_of<scope_all> : as<NodeKind::kStar> {};
template <> struct node_of<in_transactions> : as<NodeKind::kInTransactions> {};
template <> struct node_of<concurrency> : as<NodeKind::kConcurrency> {};
template <> struct node_of<batch_size> : as<NodeKind::kBatchSize> {};
template <> struct node_of<error_fail> : as<NodeKind::kOnErrorFail> {};
template <> struct node_of<error_continue> : as<NodeKind::kOnErrorContinue> {};
template <> struct node_of<error_break> : as<NodeKind::kOnErrorBreak> {};
template <> struct node_of<report_status> : as<NodeKind::kReportStatus> {};
template <> struct node_of<projection_body> : as<NodeKind::kProjection> {};
template <> struct node_of<projection_star> : as<NodeKind::kStar> {};
template <> struct node_of<projection_item> : as<NodeKind::kProjectionItem> {};
template <> struct node_of<order> : as<NodeKind::kOrder> {};
template <> struct node_of<sort_item> : as<NodeKind::kSortItem> {};
template <> struct node_of<descending> : as<NodeKind::kDescending> {};
template <> struct node_of<skip> : as<NodeKind::kSkip> {};
template <> struct node_of<limit> : as<NodeKind::kLimit> {};
template <> struct node_of<with> : as<NodeKind::kWith> {};
template <> struct node_of<return_clause> : as<NodeKind::kReturn> {};
template <> struct node_of<finish> : as<NodeKind::kFinish> {};
template <> struct node_of<filter> : as<NodeKind::kFilter> {};
template <> struct node_of<let> : as<NodeKind::kLet> {};
template <> struct node_of<let_item> : as<NodeKind::kLetItem> {};
template <> struct node_of<page> : as<NodeKind::kPage> {};
template <> struct node_of<load_csv> : as<NodeKind::kLoadCsv> {};
template <> struct node_of<with_headers> : as<NodeKind::kWithHeaders> {};
template <> struct node_of<field_terminator> : as<NodeKind::kFieldTerminator> {};

template <> struct node_of<create_index> : as<NodeKind::kCreateIndex> {};
template <> struct node_of<text_index> : as<NodeKind::kTextIndex> {};
template <> struct node_of<point_index> : as<NodeKind::kPointIndex> {};
template <> struct node_of<lookup_index> : as<NodeKind::kLookupIndex> {};
template <> struct node_of<fulltext_index> : as<NodeKind::kFulltextIndex> {};
template <> struct node_of<short_index> : as<NodeKind::kShortIndex> {};
template <> struct node_of<each_word> : as<NodeKind::kEachWord> {};
template <> struct node_of<range_index> : as<NodeKind::kRangeIndex> {};
template <> struct node_of<node_word> : as<NodeKind::kNodeWord> {};
template <> struct node_of<relationship_word> : as<NodeKind::kRelationshipWord> {};
template <> struct node_of<shown_unique> : as<NodeKind::kUnique> {};
template <> struct node_of<shown_key> : as<NodeKind::kKey> {};
template <> struct node_of<shown_existence> : as<NodeKind::kShownExistence> {};
template <> struct node_of<shown_type> : as<NodeKind::kShownType> {};
template <> struct node_of<lookup_subject> : as<NodeKind::kLookupSubject> {};
template <> struct node_of<create_constraint> : as<NodeKind::kCreateConstraint> {};
template <> struct node_of<unique_requirement> : as<NodeKind::kUnique> {};
template <> struct node_of<key_requirement> : as<NodeKind::kKey> {};
template <> struct node_of<exists_requirement> : as<NodeKind::kNotNullRequirement> {};
template <> struct node_of<drop_index> : as<NodeKind::kDropIndex> {};
template <> struct node_of<drop_constraint> : as<NodeKind::kDropConstraint> {};
template <> struct node_of<if_not_exists> : as<NodeKind::kIfNotExists> {};
template <> struct node_of<if_exists> : as<NodeKind::kIfExists> {};
template <> struct node_of<node_target> : as<NodeKind::kNodeTarget> {};
template <> struct node_of<relationship_target> : as<NodeKind::kRelationshipTarget> {};
template <> struct node_of<owned_property> : as<NodeKind::kOwnedProperty> {};
template <> struct node_of<command_options> : as<NodeKind::kOptions> {};
template <> struct node_of<show> : as<NodeKind::kShow> {};
template <> struct node_of<user_defined> : as<NodeKind::kUserDefined> {};
template <> struct node_of<show_indexes> : as<NodeKind::kShowIndexes> {};
template <> struct node_of<show_constraints> : as<NodeKind::kShowConstraints> {};
template <> struct node_of<show_functions> : as<NodeKind::kShowFunctions> {};
template <> struct node_of<show_procedures> : as<NodeKind::kShowProcedures> {};
template <> struct node_of<begin_transaction> : as<NodeKind::kBegin> {};
template <> struct node_of<commit_transaction> : as<NodeKind::kCommit> {};
template <> struct node_of<rollback_transaction> : as<NodeKind::kRollback> {};

template <> struct node_of<statement> : as<NodeKind::kStatement> {};
template <> struct node_of<explain> : as<NodeKind::kExplain> {};
template <> struct node_of<profile> : as<NodeKind::kProfile> {};
template <> struct node_of<cypher> : as<NodeKind::kCypher> {};
// clang-format on

}  // namespace qiao::query::syntax::grammar
