namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>What the mood is worth on a platform on which it matters so much: mood LSTM less standalone LSTM, listener by listener.</summary>
public sealed record LiftPoint
{
    /// <summary>How much mood matters to the listeners, in [0, 1].</summary>
    public required double MoodStrength { get; init; }

    /// <summary>The paired difference of NDCG@10, with its 95 % interval; the listeners of all seeds together.</summary>
    public required PairedDifference Difference { get; init; }

    /// <summary>The same at session starts with a text.</summary>
    public required PairedDifference AtSessionStarts { get; init; }

    /// <summary>NDCG@10 of the standalone LSTM, a mean over listeners.</summary>
    public required double Lstm { get; init; }

    /// <summary>NDCG@10 of the mood LSTM.</summary>
    public required double MoodLstm { get; init; }

    /// <summary>NDCG@10 of the oracle.</summary>
    public required double Oracle { get; init; }
}
