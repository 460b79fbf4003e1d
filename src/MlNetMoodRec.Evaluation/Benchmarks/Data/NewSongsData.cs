using System.Collections;
using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Data.Histories;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Simulation;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// The log of a simulated platform on which some songs appear only with the test: nothing that is fitted on, and no history,
/// holds them. Their genre, tempo, artist, valence and energy are in the catalogue.
/// </summary>
/// <param name="Ranking">The data; the candidates given for a test row of a new song are all new songs.</param>
/// <param name="NewSongs">The ids of the new songs.</param>
internal sealed record NewSongsData(RankingData Ranking, IReadOnlySet<string> NewSongs)
{
    /// <summary>What of the catalogue is new.</summary>
    public const double NewShare = 0.05;

    public static NewSongsData Load(MLContext context, SimulationOptions options, ITransformer moodReader, CancellationToken cancellation)
    {
        var platform = new SimulatedPlatform(options);
        return Of(context, [.. platform.Interactions()], platform.Catalogue, options.Seed, moodReader, cancellation);
    }

    /// <summary>Makes songs of a log new.</summary>
    /// <param name="context">The context that the rows belong to.</param>
    /// <param name="log">The log, in time order; split by time 70/20/10 before anything is left out of it.</param>
    /// <param name="catalogue">The songs.</param>
    /// <param name="seed">Which of the songs that the test plays are new.</param>
    /// <param name="moodReader">What reads the mood of texts.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    public static NewSongsData Of(
        MLContext context, IReadOnlyList<Interaction> log, IReadOnlyList<Song> catalogue, int seed, ITransformer moodReader, CancellationToken cancellation)
    {
        DataCatalog data = context.MoodRec().Data;
        IDataView all = WithHistory(log);
        (_, IDataView validation, IDataView test) = data.SplitByTime(all, 0.7, 0.2);
        ListenerEvent[] testRows = [.. context.Data.CreateEnumerable<ListenerEvent>(test, reuseRowObject: false, ignoreMissingColumns: true)];
        DateTime validationStart = context.Data.CreateEnumerable<Moment>(validation, reuseRowObject: false, ignoreMissingColumns: true).First().Time;
        HashSet<string> newSongs = Choose(testRows, catalogue.Count, seed);
        cancellation.ThrowIfCancellationRequested();

        Interaction[] before = [.. log.Where(i => i.Time < testRows[0].Time && !newSongs.Contains(i.SongId))];
        IDataView known = WithHistory(before);
        ListenerEvent[] rows = [.. testRows.Select(row => PartialHistory.Of(row, place => !newSongs.Contains(row.RecentSongIds[place])))];
        string[] candidates = [.. newSongs.Order(StringComparer.Ordinal)];
        return new NewSongsData(
            new RankingData
            {
                Train = moodReader.Transform(new RowSelectionView(known, new BitArray([.. before.Select(i => i.Time < validationStart)]))),
                TrainAndValidation = moodReader.Transform(known),
                ValidationRows = [],
                TestRows = rows,
                TestEmbeddings = TextMoods.OfRows(context, moodReader, rows),
                Protocol = new Protocol
                {
                    Split = new EventDataOptions { Path = "" }.SplitName,
                    TrainedOn = "training and validation parts without the new songs",
                    DataHash = DataHash.OfRows(rows),
                },
                ChosenBy = RankingMetric.Ndcg,
                Candidates = [.. rows.Select(row => newSongs.Contains(row.SongId) ? candidates : [])],
                Catalogue = catalogue,
            },
            newSongs);

        IDataView WithHistory(IEnumerable<Interaction> interactions) => data.WithHistory(
            InteractionStore.From(interactions, () => true), new HistoryOptions(), texts => [.. TextMoods.Read(context, moodReader, texts).Select(m => m.Valence)]);
    }

    /// <summary>A share of the catalogue, drawn from the songs that the test plays.</summary>
    private static HashSet<string> Choose(IEnumerable<ListenerEvent> test, int songs, int seed)
    {
        string[] played = [.. test.Select(row => row.SongId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        new Random(seed).Shuffle(played);
        return [.. played.Take((int)Math.Ceiling(NewShare * songs))];
    }

    private sealed class Moment
    {
        public DateTime Time { get; set; }
    }
}
