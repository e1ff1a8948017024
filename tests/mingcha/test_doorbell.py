import asyncio

from mingcha.doorbell import Doorbell


def test_those_of_one_turn_ring_once_and_the_next_turn_rings_again() -> None:
    rung: list[int] = []

    async def ring() -> None:
        bell = Doorbell(lambda: rung.append(1))

        async def one() -> None:
            bell.ring()

        await asyncio.gather(*(one() for _ in range(20)))
        assert len(rung) == 1, "and at once, not later"
        await asyncio.sleep(0)
        bell.ring()

    asyncio.run(ring())
    assert len(rung) == 2
