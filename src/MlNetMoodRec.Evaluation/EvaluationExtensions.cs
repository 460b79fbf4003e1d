using Microsoft.ML;

namespace MlNetMoodRec.Evaluation;

/// <summary>Adds evaluation to <see cref="MoodRecCatalog"/>.</summary>
public static class EvaluationExtensions
{
    extension(MoodRecCatalog catalog)
    {
        /// <summary>
        /// Evaluates the lists in the output of a fitted pipeline: <c>mood.Evaluate(model.Transform(test))</c>.
        /// A target's rank is its place in the list, the middle place among equal scores; a target that is not in the
        /// list is a miss. <see cref="RankingEvaluator"/> sees all scores instead, and so ties beyond the list's end.
        /// </summary>
        /// <param name="transformed">Rows with the label <c>SongId</c> and the outputs <c>SongIds</c> and <c>Scores</c>.</param>
        /// <param name="protocol">What is known of the split, the seed and the data; the rest is filled in. Its K must not exceed the lists.</param>
        /// <param name="method">The method's name in the result.</param>
        /// <exception cref="MoodRecException">A column is missing, there are no rows, or the lists are shorter than k.</exception>
        public EvaluationResult Evaluate(IDataView transformed, Protocol? protocol = null, string method = "model")
        {
            ArgumentNullException.ThrowIfNull(catalog);
            ArgumentNullException.ThrowIfNull(transformed);
            return RankedLists.Evaluate(catalog.Context, transformed, protocol ?? new Protocol(), method);
        }
    }
}
