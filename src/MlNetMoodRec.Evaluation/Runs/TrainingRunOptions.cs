using MlNetMoodRec.Data;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation;

/// <summary>What <see cref="TrainingRun"/> trains, on what, and how it is tested.</summary>
public sealed record TrainingRunOptions
{
    /// <summary>The method.</summary>
    public RecommenderMethod Method { get; init; } = RecommenderMethod.MoodLstm;

    /// <summary>The folder of the mood encoder, for a method that reads the mood.</summary>
    public string EncoderFolder { get; init; } = "";

    /// <summary>The songs with what is known of them; they are candidates also where the data never plays them.</summary>
    public IReadOnlyList<Song> Catalogue { get; init; } = [];

    /// <summary>Options of the content-based method; its seed is <see cref="Seed"/>.</summary>
    public ContentBasedOptions Content { get; init; } = new();

    /// <summary>Options of the matrix factorisation; its seed is <see cref="Seed"/>.</summary>
    public AlsOptions Als { get; init; } = new();

    /// <summary>Options of the LSTM; its seed, checkpoint and use of the mood follow from the other options here.</summary>
    public MoodLstmOptions Lstm { get; init; } = new();

    /// <summary>Which rows the model is fitted on.</summary>
    public FitPart FitOn { get; init; } = FitPart.Training;

    /// <summary>The cut-off of the test metrics.</summary>
    public int K { get; init; } = 10;

    /// <summary>Seed of everything that is random.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// A folder that keeps the state of an LSTM's training; if a training was stopped there, it goes on. Empty for none.
    /// </summary>
    public string CheckpointFolder { get; init; } = "";

    internal string TrainedOn => FitOn == FitPart.Training ? "training part" : "training and validation parts";

    /// <summary>Throws when a value cannot be used; the message names every such value.</summary>
    /// <exception cref="MoodRecException">A value cannot be used.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (K < 1)
        {
            problems.Add($"{nameof(K)} is {K}, expected at least 1");
        }

        if (Method == RecommenderMethod.MoodLstm && EncoderFolder.Length == 0)
        {
            problems.Add($"{nameof(EncoderFolder)} is empty, expected the folder of a mood encoder for a method that reads the mood");
        }

        if (problems.Count > 0)
        {
            throw new MoodRecException($"{nameof(TrainingRunOptions)} cannot be used: {string.Join("; ", problems)}.");
        }

        if (Method == RecommenderMethod.ContentBased)
        {
            // Before the interactions are read: the trainer would say it after that.
            SongContent.Require(Catalogue);
        }

        Content.Validate();
        Als.Validate();
        Lstm.Validate();
    }
}
