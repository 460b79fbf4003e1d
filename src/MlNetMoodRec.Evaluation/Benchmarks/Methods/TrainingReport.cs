using System.Globalization;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>Hands a trainer's progress on as a share and words, at once and on the thread that works.</summary>
internal sealed class TrainingReport(Action<double, string> report) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => report(
        value.Step / (double)Math.Max(1, value.TotalSteps),
        value.Loss is double loss ? string.Create(CultureInfo.InvariantCulture, $"epoch {value.Epoch}, loss {loss:0.000}") : $"epoch {value.Epoch}");
}
