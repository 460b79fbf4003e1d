namespace MlNetMoodRec.Data.Histories;

/// <summary>
/// Interactions in time order (equal times in the order of the file), column by column: 25 bytes for each, and its
/// text. Only read once it is built, by any number of threads.
/// </summary>
internal sealed class InteractionStore
{
    private InteractionStore(IdTable users, IdTable songs) => (Users, Songs) = (users, songs);

    public IdTable Users { get; }

    public IdTable Songs { get; }

    /// <summary>Whether <see cref="Ticks"/> are times; else they only give the order.</summary>
    public bool HasTimes { get; private init; }

    public required int[] User { get; init; }

    public required int[] Song { get; init; }

    public required long[] Ticks { get; init; }

    public required float[] Feedback { get; init; }

    /// <summary>What was written; null where nothing was.</summary>
    public required string?[] Text { get; init; }

    public required bool[] IsTextBefore { get; init; }

    public int Count => User.Length;

    /// <summary>Stores interactions. <paramref name="hasTimes"/> is asked after the last of them.</summary>
    public static InteractionStore From(IEnumerable<Interaction> interactions, Func<bool> hasTimes)
    {
        IdTable users = new();
        IdTable songs = new();
        List<int> user = [];
        List<int> song = [];
        List<long> ticks = [];
        List<float> feedback = [];
        List<string?> text = [];
        List<bool> isTextBefore = [];
        foreach (Interaction interaction in interactions)
        {
            user.Add(users.Add(interaction.UserId));
            song.Add(songs.Add(interaction.SongId));
            ticks.Add(interaction.Time.Ticks);
            feedback.Add(interaction.Feedback);
            text.Add(string.IsNullOrWhiteSpace(interaction.Text) ? null : interaction.Text);
            isTextBefore.Add(interaction.TextTime == TextTime.Before);
        }

        int[]? order = TimeOrder(ticks);
        return new InteractionStore(users, songs)
        {
            HasTimes = hasTimes(),
            User = InOrder(user, order),
            Song = InOrder(song, order),
            Ticks = InOrder(ticks, order),
            Feedback = InOrder(feedback, order),
            Text = InOrder(text, order),
            IsTextBefore = InOrder(isTextBefore, order),
        };
    }

    /// <summary>The positions in time order, or null where they are in it already.</summary>
    private static int[]? TimeOrder(List<long> ticks)
    {
        bool isOrdered = true;
        for (int i = 1; i < ticks.Count && isOrdered; i++)
        {
            isOrdered = ticks[i - 1] <= ticks[i];
        }

        if (isOrdered)
        {
            return null;
        }

        long[] keys = [.. ticks];
        int[] order = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, order);

        // Array.Sort is not stable: the rows of one moment go back into the order of the file.
        for (int start = 0, end; start < keys.Length; start = end)
        {
            for (end = start + 1; end < keys.Length && keys[end] == keys[start]; end++)
            {
            }

            Array.Sort(order, start, end - start);
        }

        return order;
    }

    private static T[] InOrder<T>(List<T> values, int[]? order)
    {
        if (order is null)
        {
            return [.. values];
        }

        T[] ordered = new T[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            ordered[i] = values[order[i]];
        }

        return ordered;
    }
}
