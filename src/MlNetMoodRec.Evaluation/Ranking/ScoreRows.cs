using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Evaluation;

/// <summary>Scores rows: gives each row's place in the list and its scores, which are good until the next row's are given.</summary>
/// <param name="rows">The rows.</param>
/// <param name="sentimentEmbeddings">What the mood encoder made of each row's text; null without a text.</param>
/// <param name="take">Takes the scores.</param>
internal delegate void ScoreRows(IReadOnlyList<ListenerEvent> rows, IReadOnlyList<float[]?> sentimentEmbeddings, Action<int, SongScores> take);
