using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>A data set whose test rows are ranked.</summary>
internal sealed record RankingData
{
    /// <summary>The rows that options are chosen with.</summary>
    public required IDataView Train { get; init; }

    /// <summary>The rows that are fitted on before the test.</summary>
    public required IDataView TrainAndValidation { get; init; }

    /// <summary>The rows that options are chosen by; a part of them where they are many.</summary>
    public required IReadOnlyList<ListenerEvent> ValidationRows { get; init; }

    public required IReadOnlyList<ListenerEvent> TestRows { get; init; }

    /// <summary>Songs that are candidates also where the rows never play them, with what is known of them.</summary>
    public IReadOnlyList<Song> Catalogue { get; init; } = [];

    /// <summary>What the mood encoder made of the texts of the validation rows; null where no method reads them.</summary>
    public IReadOnlyList<float[]?>? ValidationEmbeddings { get; init; }

    /// <summary>What the mood encoder made of the texts of the test rows; null where no method reads them.</summary>
    public IReadOnlyList<float[]?>? TestEmbeddings { get; init; }

    /// <summary>To how many of its last songs each test row's history is cut, for ranks besides those of the whole; empty for none.</summary>
    public IReadOnlyList<int> HistoryLengths { get; init; } = [];

    public required Protocol Protocol { get; init; }

    /// <summary>What options are chosen by.</summary>
    public required RankingMetric ChosenBy { get; init; }

    /// <summary>Songs that each test row's target is ranked among besides; null for none.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Candidates { get; init; }
}
