using CsCheck;
using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Data.Histories;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Tests.Data;

/// <summary>Nothing of an event, and nothing after it, may be in the row that predicts it.</summary>
[TestClass]
public sealed class LeakageTests
{
    private static readonly MLContext Context = new(seed: 1);

    private static readonly Gen<Interaction> GenInteraction =
        from user in Gen.Int[0, 3]
        from song in Gen.Int[0, 6]
        from hour in Gen.Int[0, 60]
        from feedback in Gen.Float[0, 1]
        from text in Gen.OneOf("", "", "good", "bad", "so so")
        from isBefore in Gen.Bool
        select new Interaction
        {
            UserId = $"u{user}",
            SongId = $"s{song}",
            Time = DateTime.UnixEpoch.AddHours(hour),
            Feedback = feedback,
            Text = text,
            TextTime = isBefore ? TextTime.Before : TextTime.After,
        };

    private static readonly Gen<HistoryOptions> GenOptions =
        from length in Gen.Int[1, 8]
        from window in Gen.OneOf<double?>(null, 0, 5, 24)
        from gap in Gen.OneOf(0.5, 3, 30)
        from excludeSeen in Gen.Bool
        select new HistoryOptions { Length = length, MoodWindowHours = window, SessionGapHours = gap, ExcludeSeen = excludeSeen };

    [TestMethod]
    public void WithHistory_EverythingFromAnEventOnChanged_LeavesItsContextAsItWas() =>
        Gen.Select(GenInteraction.Array[1, 30], GenInteraction.Array[30], GenOptions, Gen.Int[0, 29]).Sample((past, other, options, cut) =>
        {
            Interaction[] ordered = [.. past.OrderBy(interaction => interaction.Time)];
            int row = cut % ordered.Length;
            Interaction target = ordered[row];

            // The event keeps what is known when songs are asked for: who, when, and a check-in. The song it became, how
            // that went, a review, and all that follows are others.
            bool isCheckIn = target.TextTime == TextTime.Before;
            Interaction changed = other[row] with
            {
                UserId = target.UserId,
                Time = target.Time,
                Text = isCheckIn ? target.Text : other[row].Text,
                TextTime = target.TextTime,
            };
            IEnumerable<Interaction> later = other.Skip(row + 1).Select(
                interaction => interaction with { Time = target.Time + (interaction.Time - DateTime.UnixEpoch) });

            string before = Describe(ordered, row, options);
            string after = Describe([.. ordered.Take(row), changed, .. later], row, options);

            // Only which song is the target may decide that it stays a candidate.
            return before == after || (options.ExcludeSeen && changed.SongId != target.SongId);
        });

    [TestMethod]
    public void WithHistory_ExcludedSongs_AreTheEarlierOnesButTheTarget() =>
        GenInteraction.Array[1, 30].Sample(interactions =>
        {
            Interaction[] ordered = [.. interactions.OrderBy(interaction => interaction.Time)];
            ListenerEvent[] rows = Rows(ordered, new HistoryOptions { Length = 2, ExcludeSeen = true });
            return rows.Index().All(row => ordered.Take(row.Index)
                .Where(past => past.UserId == row.Item.UserId && past.SongId != row.Item.SongId)
                .Select(past => past.SongId)
                .ToHashSet()
                .SetEquals(row.Item.ExcludedSongIds ?? []));
        });

    [TestMethod]
    public void WithHistory_AnyOrderOfTheFile_GivesTheRowsInTimeOrder() =>
        GenInteraction.Array[1, 30].Sample(interactions =>
        {
            ListenerEvent[] rows = Rows(interactions, new HistoryOptions());
            Interaction[] stable = [.. interactions.OrderBy(interaction => interaction.Time)];
            return rows.Length == interactions.Length
                && rows.Zip(stable).All(pair => pair.First.SongId == pair.Second.SongId && pair.First.Time == pair.Second.Time);
        });

    private static ListenerEvent[] Rows(IEnumerable<Interaction> interactions, HistoryOptions options)
    {
        IDataView view = Context.MoodRec().Data.WithHistory(
            InteractionStore.From(interactions, () => true),
            options,
            texts => [.. texts.Select(text => text.Length / 10f)]);
        return [.. Context.Data.CreateEnumerable<ListenerEvent>(view, reuseRowObject: false)];
    }

    /// <summary>All that a recommender may read of a row, as text: everything but the label.</summary>
    private static string Describe(IEnumerable<Interaction> interactions, int row, HistoryOptions options)
    {
        ListenerEvent found = Rows(interactions, options)[row];
        return string.Join('|', [
            found.UserId, found.Text, Join(found.RecentSongIds), Join(found.RecentFeedback), Join(found.RecentValence), Join(found.RecentHoursAgo),
            Join(found.ExcludedSongIds), $"{found.TopN}", $"{found.IsSessionStart}", $"{found.Time:O}",
        ]);
    }

    private static string Join<T>(T[]? values) => string.Join(' ', values ?? []);
}
