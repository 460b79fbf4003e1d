using System.Xml.Linq;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>The paper's claims beside this experiment and beside the oracle's ceiling, and what in the paper does not add up.</summary>
internal static class ClaimsSection
{
    private const string NotRestated = "in its Figure 1; not restated here";
    private const string NoCeiling = "";

    public static XElement Write(ReportPage page) => Html.Section(
        "claims", "The paper's claims beside ours",
        Html.P("The study is ", new XElement("cite", "Sentiment-Aware Music Recommendation Using Hugging Face Transformers and Deep Learning Models"),
            ". Our data are simulated after its description and are not its data, so values of the two do not compare one to one."),
        Html.Table(
            $"The paper, the proposed method here, and the ceiling. {page.Wording.Events}.",
            ["claim", "the paper", "here", "the oracle's ceiling"],
            [.. Data(page), .. Settings(page), .. Outcomes(page)]),
        new XElement("h3", "What does not add up in the paper"),
        Html.List(
            "The 5,400 that it calls relevant items is TP + FP of its confusion matrix: the events that its model called positive. The relevant items are TP + FN."
                + Relevant(page),
            "Its loss falls from 0.68 to 0.016 over 15 epochs, which it states as 0.0436 per epoch; (0.68 - 0.016) / 15 = 0.0443.",
            "A loss near zero on the data that a model was trained on is no evidence of good recommendations. Figure 2 shows the validation loss beside the training loss.",
            "The review of the target song is an input of its model. A live system has no such text: the review is written after the song that is to be recommended. Here only what was written before the event is read.",
            "About 27 % of its outcomes are positive, so calling every event negative is right in about 73 % of them. An accuracy has to be read beside that rate."));

    private static IEnumerable<object[]> Data(ReportPage page)
    {
        if (page.Result.Seeds is not [{ Log: LogSummary log }, ..])
        {
            yield break;
        }

        yield return ["interactions", "180,000", Numbers.Count(log.Interactions), NoCeiling];
        yield return ["interactions with a text", "30 %", Numbers.Percent(log.TextShare), NoCeiling];
        yield return ["positive outcomes", "about 27 % (from its confusion matrix)", Numbers.Percent(log.PositiveShare), NoCeiling];
    }

    private static IEnumerable<object[]> Settings(ReportPage page)
    {
        ExperimentProtocol protocol = page.Result.Protocol;
        MoodLstmOptions lstm = protocol.Lstm;
        yield return ["split", "70/20/10", protocol.Split, NoCeiling];
        yield return ["network", "DistilBERT, 2 x 128 LSTM", $"DistilBERT, {lstm.Layers} x {lstm.Units} LSTM", NoCeiling];
        yield return ["training", "batch 64, 15 epochs, learning rate 0.001",
            FormattableString.Invariant($"batch {lstm.BatchSize}, at most {lstm.Epochs} epochs, learning rate {lstm.LearningRate:0.######} (preset {protocol.Preset})"), NoCeiling];
        if (page.Result.Seeds.SelectMany(s => s.Methods).FirstOrDefault(m => m.Method == ExperimentResult.Proposed) is { Epochs: [TrainingEpoch first, .., TrainingEpoch last] epochs })
        {
            string validation = last.ValidationLoss is double end && first.ValidationLoss is double start
                ? $"; validation {Numbers.Fixed(start, 3)} to {Numbers.Fixed(end, 3)}"
                : "";
            yield return ["loss, first to last epoch", "0.68 to 0.016 over 15 epochs",
                $"training {Numbers.Fixed(first.Loss, 3)} to {Numbers.Fixed(last.Loss, 3)} over {epochs.Count} epochs{validation}; a cross-entropy over all songs in nats, so of another size", NoCeiling];
        }
    }

    private static IEnumerable<object[]> Outcomes(ReportPage page)
    {
        yield return ["accuracy of like or skip", NotRestated, Numbers.Percent(page.Proposed?.Summary.Accuracy), Numbers.Percent(page.Oracle?.Summary.Accuracy)];
        yield return ["engagement increase", NotRestated, Signed(page.Proposed), Signed(page.Oracle)];
        yield return ["satisfaction", NotRestated, Numbers.Percent(page.Proposed?.Satisfaction), Numbers.Percent(page.Oracle?.Satisfaction)];
        yield return ["NDCG@10 over all songs", "not known to us", Numbers.Metric(page.Proposed?.Ndcg), Numbers.Metric(page.Oracle?.Ndcg)];
    }

    private static string Signed(MethodFigures? method) => method?.Summary.EngagementIncrease is MetricEstimate e ? Numbers.SignedPercent(e.Mean) : "";

    private static string Relevant(ReportPage page) => page.Proposed?.Confusion() is [int truePositives, int falseNegatives, int falsePositives, _]
        ? $" Of the proposed method here, TP + FP is {Numbers.Count(truePositives + falsePositives)} and TP + FN {Numbers.Count(truePositives + falseNegatives)}."
        : "";
}
