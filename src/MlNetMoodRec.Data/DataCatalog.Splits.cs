using System.Buffers.Binary;
using System.Collections;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML;
using MlNetMoodRec.Data.Histories;

namespace MlNetMoodRec.Data;

/// <summary>The splits. Each works on any data view that has the columns it names, and leaves its columns as they are.</summary>
public sealed partial class DataCatalog
{
    /// <summary>
    /// Splits events at two moments that are the same for all listeners, so that nothing is learnt from after the events
    /// that are tested. Events of one moment stay together: the shares are met as closely as that allows. Data without times
    /// is split by what stands for them: the row of the file, or the place in a listener's sequence, which other listeners
    /// do not share; for sequences use <see cref="SplitLeaveOneOut"/>. Needs the column Time.
    /// </summary>
    /// <param name="events">The events, in any order.</param>
    /// <param name="trainShare">The share of the earliest events, such as 0.7.</param>
    /// <param name="validationShare">The share of the events after them, such as 0.2; the rest is the test part.</param>
    /// <exception cref="MoodRecException">A share is wrong, or a part would be empty.</exception>
    public (IDataView Train, IDataView Validation, IDataView Test) SplitByTime(IDataView events, double trainShare, double validationShare)
    {
        CheckShares(trainShare, validationShare);
        List<DateTime> times = EventColumns.ReadTimes(events);
        DateTime[] sorted = [.. times.Order()];
        DateTime validationStart = At(sorted, trainShare);
        DateTime testStart = At(sorted, trainShare + validationShare);
        return Select(events, times.Count, row => times[row] < validationStart ? 0 : times[row] < testStart ? 1 : 2);
    }

    /// <summary>
    /// Tests on each listener's last event and validates on the one before it; the rest is for training. Listeners with
    /// fewer than three events are in the training part alone. Needs the columns UserId and Time.
    /// </summary>
    /// <param name="events">The events, in any order; those of one moment count in the order in which they come.</param>
    /// <exception cref="MoodRecException">A part would be empty.</exception>
    public (IDataView Train, IDataView Validation, IDataView Test) SplitLeaveOneOut(IDataView events)
    {
        ArgumentNullException.ThrowIfNull(events);
        List<DateTime> times = EventColumns.ReadTimes(events);
        List<int> users = EventColumns.ReadUsers(events, out IdTable ids);
        int[] counts = new int[ids.Count];
        int[] last = Filled(ids.Count, -1);
        int[] beforeLast = Filled(ids.Count, -1);
        for (int row = 0; row < users.Count; row++)
        {
            int user = users[row];
            counts[user]++;
            if (last[user] < 0 || times[row] >= times[last[user]])
            {
                (beforeLast[user], last[user]) = (last[user], row);
            }
            else if (beforeLast[user] < 0 || times[row] >= times[beforeLast[user]])
            {
                beforeLast[user] = row;
            }
        }

        return Select(events, users.Count, row =>
            counts[users[row]] < 3 ? 0 : row == last[users[row]] ? 2 : row == beforeLast[users[row]] ? 1 : 0);
    }

    /// <summary>
    /// Splits by listener: all events of a listener are in the same part, which a hash of their id chooses, so that it is
    /// the same in every file. It tests how a method does for listeners it never saw. Needs the column UserId.
    /// </summary>
    /// <param name="events">The events, in any order.</param>
    /// <param name="trainShare">The share of listeners to train on, such as 0.7.</param>
    /// <param name="validationShare">The share of listeners to validate on, such as 0.2; the rest is the test part.</param>
    /// <param name="seed">Another number gives another split.</param>
    /// <exception cref="MoodRecException">A share is wrong, or a part would be empty.</exception>
    public (IDataView Train, IDataView Validation, IDataView Test) SplitByUser(
        IDataView events,
        double trainShare,
        double validationShare,
        int seed = 0)
    {
        CheckShares(trainShare, validationShare);
        ArgumentNullException.ThrowIfNull(events);
        List<int> users = EventColumns.ReadUsers(events, out IdTable ids);
        int[] parts = [.. Enumerable.Range(0, ids.Count).Select(user => Place(ids[user], seed))
            .Select(place => place < trainShare ? 0 : place < trainShare + validationShare ? 1 : 2)];
        return Select(events, users.Count, row => parts[users[row]]);
    }

    private static void CheckShares(double train, double validation)
    {
        if (!(train > 0 && validation > 0 && train + validation < 1))
        {
            throw new MoodRecException(
                $"The shares of a split must be larger than 0 and leave some for the test part: found {train} for training and {validation} for validation.");
        }
    }

    private static DateTime At(DateTime[] sorted, double share)
    {
        // A hair less than half a row: 0.7 + 0.2 is a little less than 0.9.
        int index = (int)Math.Floor((share * sorted.Length) + 1e-6);
        return sorted.Length == 0 ? default : sorted[Math.Min(index, sorted.Length - 1)];
    }

    /// <summary>Where in [0, 1) a listener lies.</summary>
    private static double Place(string userId, int seed)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}:{userId}"));
        return BinaryPrimitives.ReadUInt32LittleEndian(hash) / (double)(1L << 32);
    }

    private static int[] Filled(int length, int value)
    {
        int[] values = new int[length];
        Array.Fill(values, value);
        return values;
    }

    private static (IDataView Train, IDataView Validation, IDataView Test) Select(IDataView events, int rows, Func<int, int> partOf)
    {
        BitArray[] parts = [new(rows), new(rows), new(rows)];
        for (int row = 0; row < rows; row++)
        {
            parts[partOf(row)][row] = true;
        }

        string[] names = ["training", "validation", "test"];
        int empty = Array.FindIndex(parts, part => !part.HasAnySet());
        return empty < 0
            ? (new RowSelectionView(events, parts[0]), new RowSelectionView(events, parts[1]), new RowSelectionView(events, parts[2]))
            : throw new MoodRecException(
                $"The {names[empty]} part of this split would be empty: {rows} events are too few, or too many of them are of one moment or listener.");
    }
}
