using System.Runtime.InteropServices;
using Microsoft.ML;
using MlNetMoodRec.Data;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// A data view of events, rebuilt as one sequence per listener: each interaction is stored once, however often it is
/// part of another row's history.
/// </summary>
internal sealed class ListeningSequences
{
    private ListeningSequences(SongIndex songs, ListeningSequence[] sequences, TextEmbeddings texts)
    {
        Songs = songs;
        Sequences = sequences;
        Texts = texts;
    }

    public SongIndex Songs { get; }

    /// <summary>In order of the listeners' first appearance.</summary>
    public ListeningSequence[] Sequences { get; }

    public TextEmbeddings Texts { get; }

    /// <summary>Reads training data; its songs and those of the catalogue are the ones that can be recommended.</summary>
    public static ListeningSequences Read(IDataView data, IReadOnlyList<Song> catalogue, bool withMood, CancellationToken cancellation = default)
    {
        var reading = new Reading(data, withMood, cancellation);
        var plays = new Dictionary<string, SongPlays>();
        foreach (Played played in reading.Users.SelectMany(u => u.Interactions()))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(plays, reading.SongIds[played.Song], out _).Add(played.Feedback);
        }

        return reading.Build(new SongIndex(plays, catalogue));
    }

    /// <summary>Reads data for a model whose songs are given; others count as unknown.</summary>
    public static ListeningSequences Read(IDataView data, SongIndex songs, bool withMood, CancellationToken cancellation = default) =>
        new Reading(data, withMood, cancellation).Build(songs);

    /// <summary>One interaction, as a row or as part of a row's history.</summary>
    private readonly record struct Played(int Song, float Feedback, float Valence, float HoursAgo);

    private sealed record Row(Played Played, DateTime? Time, int LastRecent, float LastValence, float LastHoursAgo, int Text, float TextHours, int[] Excluded)
    {
        /// <summary>The row's history, kept only where the row does not follow the one that was read before it.</summary>
        public Played[]? Prefix { get; init; }
    }

    private sealed class User(string id)
    {
        public string Id => id;

        public List<Row> Rows { get; private set; } = [];

        public IEnumerable<Played> Interactions()
        {
            for (int i = 0; i < Rows.Count; i++)
            {
                foreach (Played played in StartsSequence(i) ? Rows[i].Prefix ?? [] : [])
                {
                    yield return played;
                }

                yield return Rows[i].Played;
            }
        }

        /// <summary>Whether a row's history does not continue the row before it: the listener's first, or one after a gap in the data.</summary>
        public bool StartsSequence(int row) =>
            row == 0 || (Rows[row].Prefix is { Length: > 0 } && Rows[row].LastRecent != Rows[row - 1].Played.Song);

        public void Sort() => Rows = [.. Rows.OrderBy(r => r.Time ?? default)];
    }

    private sealed class Reading
    {
        private readonly Dictionary<string, int> _songs = [];
        private readonly Dictionary<string, User> _users = [];
        private readonly TextEmbeddings _texts = new();

        public Reading(IDataView data, bool withMood, CancellationToken cancellation)
        {
            using var reader = new ListenerEventReader(data, withMood);
            Intern("");
            while (reader.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                ReadOnlyMemory<char> song = reader.SongId;
                if (song.IsEmpty)
                {
                    throw new MoodRecException("A row of the data has an empty SongId. Rows without a song can be served, not trained on: filter them out.");
                }

                if (!_users.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(reader.UserId.Span, out User? user))
                {
                    user = new User(reader.UserId.ToString());
                    _users.Add(user.Id, user);
                    Users.Add(user);
                }

                user.Rows.Add(ReadRow(reader, Intern(song.Span), user));
            }

            if (Users.Count == 0)
            {
                throw new MoodRecException("The data holds no rows. Give at least one event with a UserId and a SongId.");
            }

            Users.ForEach(u => u.Sort());
        }

        public List<User> Users { get; } = [];

        public List<string> SongIds { get; } = [];

        public ListeningSequences Build(SongIndex songs)
        {
            int[] indices = [.. SongIds.Select(songs.Find)];
            var sequences = new List<ListeningSequence>(Users.Count);
            foreach (User user in Users)
            {
                int start = 0;
                for (int i = 1; i <= user.Rows.Count; i++)
                {
                    if (i == user.Rows.Count || user.StartsSequence(i))
                    {
                        sequences.Add(Build(user.Id, user.Rows[start..i], indices));
                        start = i;
                    }
                }
            }

            return new ListeningSequences(songs, [.. sequences], _texts);
        }

        private static ListeningSequence Build(string userId, List<Row> rows, int[] indices)
        {
            Played[] prefix = rows[0].Prefix ?? [];
            int length = prefix.Length + rows.Count;
            var sequence = new ListeningSequence
            {
                UserId = userId,
                Songs = [.. prefix.Select(p => indices[p.Song]), .. rows.Select(r => indices[r.Played.Song])],
                Feedback = [.. prefix.Select(p => p.Feedback), .. rows.Select(r => r.Played.Feedback)],
                Valence = [.. prefix.Select(p => p.Valence), .. rows.Select(r => r.Played.Valence)],
                ElapsedHours = new float[length],
                Texts = [.. new int[prefix.Length], .. rows.Select(r => r.Text)],
                TextHours = [.. new float[prefix.Length], .. rows.Select(r => r.TextHours)],
                Excluded = new HashSet<int>?[length],
                FirstTarget = prefix.Length,
            };
            sequence.ElapsedHours[^1] = -1;
            for (int i = 0; i + 1 < prefix.Length; i++)
            {
                float hours = prefix[i].HoursAgo - prefix[i + 1].HoursAgo;
                sequence.ElapsedHours[i] = hours >= 0 ? hours : -1;
            }

            for (int row = 0; row < rows.Count; row++)
            {
                int at = prefix.Length + row;
                if (at > 0)
                {
                    sequence.ElapsedHours[at - 1] = rows[row].LastRecent >= 0 || row == 0 ? rows[row].LastHoursAgo : HoursBetween(rows[row - 1], rows[row]);
                    sequence.Valence[at - 1] = rows[row].LastValence;
                }

                int[] excluded = [.. rows[row].Excluded.Select(e => indices[e] - 1).Where(e => e >= 0)];
                sequence.Excluded[at] = excluded.Length > 0 ? [.. excluded] : null;
            }

            return sequence;
        }

        private static float HoursBetween(Row first, Row second) =>
            second.Time - first.Time is { } elapsed ? (float)Math.Max(0, elapsed.TotalHours) : -1;

        private Row ReadRow(ListenerEventReader reader, int song, User user)
        {
            int text = reader.HasTextColumn ? _texts.Find(reader.Text.Span, reader.Embedding) : _texts.Find(reader.Embedding());
            Played[] recent = ReadRecent(reader);
            int last = recent.Length > 0 ? recent[^1].Song : -1;
            return new Row(
                new Played(song, Number(reader.Feedback, 0, 1, 1), 0, 0),
                reader.Time,
                last,
                recent.Length > 0 ? recent[^1].Valence : 0,
                recent.Length > 0 ? recent[^1].HoursAgo : -1,
                text,
                text > 0 ? Number(reader.TextHoursAgo, 0, float.MaxValue, 0) : 0,
                [.. reader.ExcludedSongIds().Where(id => !id.IsEmpty).Select(id => Intern(id.Span))])
            {
                Prefix = user.Rows.Count == 0 || user.Rows[^1].Played.Song != last || reader.Time < user.Rows[0].Time ? recent : null,
            };
        }

        private Played[] ReadRecent(ListenerEventReader reader)
        {
            ReadOnlyMemory<char>[] ids = reader.RecentSongIds();
            if (ids.Length == 0)
            {
                return [];
            }

            float[] feedback = reader.RecentFeedback();
            float[] valence = reader.RecentValence();
            float[] hoursAgo = reader.RecentHoursAgo();
            return
            [
                .. Enumerable.Range(0, ids.Length).Where(i => !ids[i].IsEmpty).Select(i => new Played(
                    Intern(ids[i].Span),
                    i < feedback.Length ? Number(feedback[i], 0, 1, 1) : 1,
                    i < valence.Length ? Number(valence[i], -1, 1, 0) : 0,
                    i < hoursAgo.Length ? Number(hoursAgo[i], 0, float.MaxValue, -1) : -1)),
            ];
        }

        private int Intern(ReadOnlySpan<char> id)
        {
            if (!_songs.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out int song))
            {
                song = SongIds.Count;
                SongIds.Add(id.ToString());
                _songs.Add(SongIds[song], song);
            }

            return song;
        }

        /// <summary>As serving does it: what is no number is missing, and the rest is held within its range.</summary>
        private static float Number(float value, float min, float max, float missing) => float.IsNaN(value) ? missing : Math.Clamp(value, min, max);
    }
}
