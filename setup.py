"""What pre-commit installs for the hook `divulge`: this package is empty, and depends on the released wheel.

pre-commit runs `pip install .` at the root of a hook repository. Building divulge there would need a Rust toolchain;
the wheel needs none. A release first publishes the wheel (bindings/python), then moves the pin here.
"""

from setuptools import setup

setup(
    name="divulge-pre-commit-placeholder",
    version="0.0.0",
    # Nothing at this root is a Python module, whatever setuptools may find.
    packages=[],
    py_modules=[],
    install_requires=["divulge==0.1.0"],
)
