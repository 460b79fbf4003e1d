using System.Globalization;

namespace MlNetMoodRec.Evaluation;

/// <summary>
/// How a result was measured. Every printed or saved result carries it: figures of different protocols do not compare.
/// </summary>
public sealed record Protocol
{
    /// <summary>The candidates of an evaluation that ranks every song that the model knows.</summary>
    public const string FullRanking = "all songs";

    /// <summary>How the test rows were held out, as "time 70/20/10" or "leave-one-out".</summary>
    public string Split { get; init; } = "rows as given";

    /// <summary>Which of the held-in rows the model was fitted on, as "training part"; empty where that is not known.</summary>
    public string TrainedOn { get; init; } = "";

    /// <summary>Which songs the target is ranked among.</summary>
    public string Candidates { get; init; } = FullRanking;

    /// <summary>Whether songs heard before are candidates.</summary>
    public SeenSongPolicy SeenSongs { get; init; } = SeenSongPolicy.Included;

    /// <summary>The cut-off of HR@k, NDCG@k and MRR@k.</summary>
    public int K { get; init; } = 10;

    /// <summary>The seed that the model was trained with.</summary>
    public int Seed { get; init; }

    /// <summary>SHA-256 of the data file ("sha256:..."), or of the rows that were evaluated ("rows-sha256:...").</summary>
    public string DataHash { get; init; } = "";

    /// <summary>How many rows (events) were evaluated. Filled in by the evaluation.</summary>
    public int Rows { get; init; }

    /// <summary>How many listeners they belong to. Filled in by the evaluation.</summary>
    public int Users { get; init; }

    /// <summary>How many songs the model knows; 0 where only lists of its best songs were seen. Filled in by the evaluation.</summary>
    public int Songs { get; init; }

    /// <summary>The protocol in one line.</summary>
    public override string ToString()
    {
        string candidates = Songs > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Candidates} ({Songs:N0})") : Candidates;
        string seen = SeenSongs == SeenSongPolicy.Excluded ? "excluded (the target never is)" : "included";
        string trainedOn = TrainedOn.Length > 0 ? $", fitted on the {TrainedOn}" : "";
        string hash = DataHash.Length > MaxHashLength ? DataHash[..MaxHashLength] : DataHash;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"split {Split}{trainedOn}; {Rows:N0} rows of {Users:N0} users; candidates {candidates}; seen songs {seen}; "
            + $"ties mid-rank; k {K}; seed {Seed}; data {hash}");
    }

    internal const int MaxHashLength = 24;

    internal void Validate()
    {
        if (K < 1)
        {
            throw new MoodRecException($"The cut-off k is {K}; expected at least 1.");
        }
    }
}
