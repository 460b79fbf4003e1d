using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Search;

/// <summary>One hyper-parameter that is searched.</summary>
/// <param name="Name">Its name in <see cref="MoodLstmOptions"/>.</param>
/// <param name="Label">Its name in tables and charts.</param>
/// <param name="Range">The values that it is drawn from.</param>
/// <param name="Get">Reads it.</param>
/// <param name="Set">The options with another value of it.</param>
public sealed record SearchDimension(
    string Name,
    string Label,
    SearchRange Range,
    Func<MoodLstmOptions, double> Get,
    Func<MoodLstmOptions, double, MoodLstmOptions> Set);
