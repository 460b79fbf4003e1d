using System.Collections;
using System.Globalization;
using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Data.Histories;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// <c>nowplaying-sessions</c>: a session a line to train on, and prefixes with their next song to test on, as GCE-GNN (Wang
/// et al. 2020) prepared them. The last tenth of the training sessions validates.
/// </summary>
internal static class NowPlayingSessions
{
    private const double ValidationShare = 0.1;

    /// <summary>Validation prefixes that options are chosen by, spread over the validation sessions: enough for a standard error of MRR@20 of 0.002.</summary>
    private const int ValidationRows = 10_000;

    public static RankingData Load(MLContext context, string sessionsPath, string testPath, int fraction, CancellationToken cancellation)
    {
        string[] sessions = [.. DataFiles.Lines(sessionsPath)];
        int used = Math.Max(10, (int)Math.Round(sessions.Length * (fraction / 100.0)));
        sessions = sessions[^Math.Min(used, sessions.Length)..];
        cancellation.ThrowIfCancellationRequested();
        InteractionStore store = InteractionStore.From(Interactions(sessions, sessionsPath), () => false);
        IDataView all = context.MoodRec().Data.WithHistory(store, new HistoryOptions { Length = HistoryOptions.FullLength }, readValences: null);

        // Songs are in the order of the sessions, so that a session's number never falls.
        int firstOfValidation = sessions.Length - Math.Max(1, (int)(sessions.Length * ValidationShare));
        var isTraining = new BitArray(store.Count);
        var isValidation = new BitArray(store.Count);
        for (int row = 0; row < store.Count; row++)
        {
            isTraining[row] = store.User[row] < firstOfValidation;
            isValidation[row] = !isTraining[row] && row > 0 && store.User[row - 1] == store.User[row];
        }

        var validation = new RowSelectionView(all, isValidation);
        return new RankingData
        {
            Train = new RowSelectionView(all, isTraining),
            TrainAndValidation = all,
            ValidationRows = Spread(context.Data.CreateEnumerable<ListenerEvent>(validation, reuseRowObject: false, ignoreMissingColumns: true)),
            TestRows = [.. TestRows(testPath)],
            Protocol = new Protocol
            {
                Split = "the given test prefixes",
                TrainedOn = "all training sessions" + (fraction < 100 ? $" but the first {100 - fraction} %" : ""),
                K = 20,
                DataHash = DataFiles.Hash(sessionsPath, testPath),
            },
            ChosenBy = RankingMetric.Mrr,
        };
    }

    /// <summary>Prefixes of one session follow each other, each a song shorter than the one before; they get the name of their session.</summary>
    internal static IEnumerable<ListenerEvent> TestRows(string path)
    {
        int session = 0;
        int line = 0;
        string[] previous = [];
        foreach (string text in DataFiles.Lines(path))
        {
            line++;
            string[] columns = text.Split('\t');
            if (columns.Length != 2)
            {
                throw new MoodRecException($"'{path}', line {line}: found {columns.Length} columns, expected the prefix, a tab and the next song.");
            }

            string[] prefix = columns[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            session += previous.Length == prefix.Length + 1 && previous.AsSpan(0, prefix.Length).SequenceEqual(prefix) ? 0 : 1;
            previous = prefix;
            yield return new ListenerEvent { UserId = string.Create(CultureInfo.InvariantCulture, $"t{session}"), RecentSongIds = prefix, SongId = columns[1].Trim() };
        }
    }

    private static IEnumerable<Interaction> Interactions(string[] sessions, string path)
    {
        long order = 0;
        for (int session = 0; session < sessions.Length; session++)
        {
            string user = string.Create(CultureInfo.InvariantCulture, $"s{session}");
            string[] songs = sessions[session].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (string song in songs)
            {
                if (!song.All(char.IsAsciiDigit))
                {
                    throw new MoodRecException($"'{path}' holds the song '{song}'; expected numbers separated by blanks, a session a line.");
                }

                yield return new Interaction { UserId = user, SongId = song, Time = new DateTime(order++, DateTimeKind.Utc) };
            }
        }
    }

    private static ListenerEvent[] Spread(IEnumerable<ListenerEvent> rows)
    {
        ListenerEvent[] all = [.. rows];
        return all.Length <= ValidationRows ? all : [.. Enumerable.Range(0, ValidationRows).Select(i => all[(int)((long)i * all.Length / ValidationRows)])];
    }
}
