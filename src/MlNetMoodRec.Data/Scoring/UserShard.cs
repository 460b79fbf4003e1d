using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MlNetMoodRec.Scoring;

/// <summary>
/// One of n parts of a data set, so that n machines do the whole. A listener is always in the same part: the first eight
/// bytes of the SHA-256 of their id in UTF-8, as an unsigned big-endian number, modulo n, plus 1. This never changes.
/// </summary>
/// <param name="Index">Which part, from 1 to <paramref name="Count"/>.</param>
/// <param name="Count">How many parts there are.</param>
public readonly record struct UserShard(int Index, int Count)
{
    /// <summary>The part of a listener, from 1 to <paramref name="count"/>.</summary>
    public static int Of(string userId, int count)
    {
        ArgumentNullException.ThrowIfNull(userId);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(userId), hash);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)count) + 1;
    }

    /// <summary>Reads "i/n", such as "2/8".</summary>
    public static bool TryParse(string text, out UserShard shard)
    {
        string[] parts = (text ?? "").Split('/');
        shard = default;
        if (parts.Length != 2 || !Number(parts[0], out int index) || !Number(parts[1], out int count) || index > count)
        {
            return false;
        }

        shard = new UserShard(index, count);
        return true;
    }

    /// <summary>As "2/8".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    internal bool Holds(string userId) => Of(userId, Count) == Index;

    /// <summary>Rows whose listener cannot be read belong to a part by their number.</summary>
    internal bool HoldsRow(long row) => (row % Count) + 1 == Index;

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1;
}
